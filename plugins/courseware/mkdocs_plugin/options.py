"""The options of the plugin in `mkdocs.yml`."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError

from courseware.languages import available


class LanguageList(config_options.ListOfItems[str]):
    """Language codes, at least one and none twice: each has a build and a folder of its own."""

    def run_validation(self, value: object) -> list[str]:
        """Check the list as a whole."""
        codes = super().run_validation(value)
        if not codes or len(set(codes)) < len(codes):
            raise ValidationError("name at least one language, and none twice 至少写一种语言，不要重复")
        return codes


class CoursewareOptions(Config):
    """What a school sets in `mkdocs.yml`."""

    languages = LanguageList(config_options.Choice(available()), default=["zh", "en"])
    """Language codes; the first is the language that pages are written in first, and the site's own address."""

    edit_url = config_options.Type(str, default="")
    """What stands before a file's path in an edit link, such as `https://github.com/school/course/edit/main/`."""
