"""How is Django set up? Small on purpose: every command pays for what is installed here."""

from __future__ import annotations

import os

from django.utils.functional import lazy

from ownit.config import environment
from ownit.promises.database import APPS, parse

ENVIRONMENT = environment.read()

INSTALLED_APPS = list(APPS)
DATABASES = {"default": parse(ENVIRONMENT.workspace.database)}
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Read before Django puts its own TIME_ZONE into the environment, where the computer's would be lost.
COMPUTER_ZONE = os.environ.get("TZ", "")
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "ownit.config.urls"
MIDDLEWARE: list[str] = []
# Nothing is read from or written to the workspace until the key is used.
SECRET_KEY = lazy(environment.secret_key, str)(ENVIRONMENT)
