"""What all rungs of Django set; RUNG names the module of the routes."""

import os

import dj_database_url

SECRET_KEY = os.environ.get("SECRET_KEY") or "for rungs that sign nothing"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = f"{__package__}.{os.environ['RUNG']}"
INSTALLED_APPS = [__package__]
# For the Content-Length of every answer.
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
APPEND_SLASH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True

# Nothing connects before somebody asks for something.
DATABASES = {"default": dj_database_url.parse(os.environ.get("DATABASE_URL") or "sqlite://")}
if "DATABASE_URL" in os.environ:
    pool_size = int(os.environ.get("DATABASE_POOL_SIZE") or 10)
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": pool_size}}
