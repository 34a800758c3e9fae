"""The report as JUnit XML, which nearly every CI shows."""

from xml.etree import ElementTree as ET

from harness.check.verdict import Report, Tested
from harness.check.words import details, plain, summary_of


def document(report: Report) -> str:
    """Return the XML: one suite for each chapter.

    What does not make the run fail (SHOULD, where only MUST counts, and known deviations) is shown
    as skipped, with the reason, so that a CI is as red or green as the exit status.
    """
    root = ET.Element("testsuites", name="conduit contract")
    suites = []
    for chapter in report.chapters:
        tests = [test for test in report.tests if test.chapter == chapter]
        suite = ET.SubElement(root, "testsuite", name=chapter)
        elements = [_add(suite, test, report) for test in tests]
        _count(suite, elements, sum(test.seconds for test in tests))
        suites += elements
    _count(root, suites, report.ended - report.started)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _count(element: ET.Element, cases: list[ET.Element], seconds: float) -> None:
    counts = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": 0,
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }
    for name, count in counts.items():
        element.set(name, str(count))
    element.set("time", f"{seconds:.3f}")


def _add(suite: ET.Element, test: Tested, report: Report) -> ET.Element:
    file = test.id.partition("::")[0]
    case = ET.SubElement(
        suite,
        "testcase",
        classname=file.removesuffix(".py").replace("/", "."),
        name=plain(test.id.rpartition("::")[2]),
        time=f"{test.seconds:.3f}",
    )
    if test.outcome == "passed":
        return case
    summary = plain(summary_of(test))
    if report.counts_against(test):
        ET.SubElement(case, "failure", message=summary, type=test.level).text = plain(details(test))
    else:
        ET.SubElement(case, "skipped", message=summary)
        if test.outcome == "failed":
            ET.SubElement(case, "system-out").text = plain(details(test))
    return case
