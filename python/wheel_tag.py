"""Tells the build backend that the wheel holds native libraries, but of no one Python's ABI."""

import os

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelTag(BuildHookInterface):
    """Sets the wheel's tag to the platform in SWND_WHEEL_PLATFORM, which `make wheel` works out."""

    def initialize(self, version, build_data):
        """Marks the wheel as one for a platform."""
        platform = os.environ.get("SWND_WHEEL_PLATFORM")
        if not platform:
            raise SystemExit("build the wheel with `make wheel`: it needs the native libraries")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
