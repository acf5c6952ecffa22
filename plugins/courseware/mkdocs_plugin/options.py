"""The options of the plugin in `mkdocs.yml`."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config

from courseware.languages import available


class CoursewareOptions(Config):
    """What a school sets in `mkdocs.yml`."""

    languages = config_options.ListOfItems(config_options.Choice(available()), default=["zh", "en"])
    """Language codes; the first is the language that pages are written in first, and the site's own address."""

    edit_url = config_options.Type(str, default="")
    """What stands before a file's path in an edit link, such as `https://github.com/school/course/edit/main/`."""
