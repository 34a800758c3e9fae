"""A client of the Conduit API that takes nothing but right answers."""

import json as json_module
import time
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlencode

import gevent
from locust import FastHttpUser
from locust.contrib.fasthttp import LocustUserAgent, ResponseContextManager
from locust.env import Environment
from locust.exception import RescheduleTaskImmediately, StopUser

from benchmarks.errors import WorldError
from benchmarks.users.answers import Answer, wrong_body, wrong_status
from benchmarks.users.facts import Asked, Json
from benchmarks.users.shift import Shift
from harness.specification import Operation, operation

ANSWER_SECONDS = 30.0
CONNECT_SECONDS = 10.0

# Which status is right is for this file to say.
LocustUserAgent.valid_response_codes = frozenset(range(100, 600))


class WrongAnswer(RescheduleTaskImmediately):
    """An answer is not what it has to be; whoever asked begins its task anew."""


class ConduitUser(FastHttpUser):
    """Somebody who uses Conduit, over one connection."""

    abstract = True
    shift: ClassVar[Shift]
    signed_in = False
    """Whether the token goes along where it is optional."""

    concurrency = 1
    max_redirects = 0
    network_timeout = ANSWER_SECONDS
    connection_timeout = CONNECT_SECONDS

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.client.client.cookiejar = None  # nobody logs in by cookie
        self.draw = self.shift.draw
        self.token = self.shift.next_token()

    def on_start(self) -> None:
        """Get ready, and set in at a moment of one's own, so that clients are not in step."""
        try:
            self.prepare()
        except WrongAnswer as error:
            self.shift.problem = f"{type(self).__name__} cannot get ready: {error}"
            raise StopUser from error
        gevent.sleep(self.shift.phases.uniform(0, self.shift.ramp_seconds))
        self.shift.when_client_is_in()

    def wait_time(self) -> float:
        """Return 0: nobody thinks."""
        return 0.0

    def prepare(self) -> None:
        """Make what the tasks need; nothing of it is measured."""

    def any_slug(self) -> str:
        """Return the slug of an article, each as likely as any other."""
        return self.draw.choice(self.shift.world.slugs)

    def any_token(self) -> str:
        """Return the token of a user, each as likely as any other."""
        return self.draw.choice(self.shift.world.tokens)

    def any_new_pair(self, others: tuple[str, ...], what: str) -> tuple[str, str]:
        """Return a token and one of the others, as `Shift.next_pair` does.

        Raises:
            StopUser: there is none left, which ends the run.
        """
        try:
            return self.shift.next_pair(others, what)
        except WorldError as error:
            self.shift.problem = str(error)
            raise StopUser from error

    def call(self, operation_id: str, **options: Json) -> Answer:
        """Perform an operation when its time has come, and return its answer.

        Args:
            operation_id: which one.
            options: `json`, the body; `params`, the query; `token`, in place of one's own; and the
                path's parameters.

        Raises:
            WrongAnswer: its status, or what was looked at of its body, is wrong.
            StopUser: the run is over.
        """
        shift = self.shift
        start = shift.pace.next_start()
        shift.in_flight += 1
        try:
            checked = shift.is_checked(operation_id)
            answer, problem, finish = self._send(operation_id, operation_id, checked, **options)
        finally:
            shift.in_flight -= 1
        size = len(answer.body)
        if shift.measures(start, finish):
            if problem:
                shift.recorder.failed(operation_id, problem, size)
            else:
                shift.recorder.right(operation_id, finish - start, size, checked=checked)
        if problem:
            raise WrongAnswer(f"{operation_id}: {problem}")
        return answer

    def arrange(self, operation_id: str, **options: Json) -> Answer:
        """Perform an operation at once, as a preparation that is not measured.

        Raises:
            WrongAnswer: its status or its body is wrong.
        """
        row = f"{operation_id} (preparing)"
        answer, problem, _ = self._send(operation_id, row, checked=True, **options)
        if problem:
            raise WrongAnswer(f"{operation_id}: {problem}")
        return answer

    def _send(  # noqa: PLR0913 (all but three are keywords)
        self,
        operation_id: str,
        row: str,
        checked: bool,
        *,
        json: Json = None,
        params: Mapping[str, str | int] | None = None,
        token: str | None = None,
        **path: str | int,
    ) -> tuple[Answer, str, float]:
        """Return the answer, what is wrong with it, and when it was complete."""
        called = operation(operation_id)
        url = called.url(**path)
        with self.client.request(
            called.method,
            f"{url}?{urlencode(params)}" if params else url,
            name=row,
            data=None if json is None else json_module.dumps(json),
            headers=self._headers(called, token),
            catch_response=True,
        ) as response:
            finish = time.perf_counter()
            answer = Answer(response.content or b"")
            asked = Asked(operation_id, path, params or {}, json)
            problem = _problem(called, response, asked if checked else None, answer)
            if problem:
                response.failure(problem)
            else:
                response.success()
        return answer, problem, finish

    def _headers(self, called: Operation, token: str | None) -> dict[str, str]:
        # Compression would be measured along with everything else where a server offers it.
        headers = {"Accept-Encoding": "identity"}
        if called.has_body:
            headers["Content-Type"] = "application/json"
        if token or called.security == "required" or self.signed_in:
            headers["Authorization"] = f"Token {token or self.token}"
        return headers


def _problem(
    called: Operation, response: ResponseContextManager, asked: Asked | None, answer: Answer
) -> str:
    """Return what is wrong with an answer; its body is looked at when told what was asked."""
    error = getattr(response, "error", None)
    if error is not None:
        return f"{type(error).__name__}: {error}"
    problem = wrong_status(called, response.status_code, answer.body)
    if not problem and asked is not None:
        problem = wrong_body(
            called, asked, dict(response.headers.items()) if response.headers else {}, answer
        )
    return problem
