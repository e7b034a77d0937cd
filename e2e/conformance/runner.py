"""Runs tests of CPython's own suite inside Weft and prints a line of JSON for the begin and the end of each.

The line before this text sets TARGET: the module of the suite, the class (None: tell which there are), the start method, the tests
that were run already, and the exclusions: what they match (the source of a test, its name) and why.
"""
import inspect
import json
import re
import sys
import sysconfig
import time
import unittest

# It reads the build's settings from a module named after the platform.
sysconfig.get_config_vars()
# The suite leaves out what it thinks a browser cannot do; here it can.
sys.platform = "linux"

if TARGET["module"] == "test._test_multiprocessing":
    import multiprocessing
    from test import _test_multiprocessing

    _test_multiprocessing.install_tests_in_module_dict(globals(), TARGET["method"])
    TESTS = globals()
else:
    import importlib

    TESTS = vars(importlib.import_module(TARGET["module"]))


class Told(unittest.TestResult):
    """Tells at once how each test ends, so that a test that hangs is known by its beginning."""

    def startTest(self, test):
        super().startTest(test)
        self._outcome = ("passed", "")
        self._begun = time.perf_counter()
        tell(begun=test._testMethodName)

    def stopTest(self, test):
        super().stopTest(test)
        outcome, reason = self._outcome
        tell(
            test=test._testMethodName,
            outcome=outcome,
            reason=reason,
            seconds=round(time.perf_counter() - self._begun, 2),
        )

    def addError(self, test, err):
        super().addError(test, err)
        if isinstance(test, unittest.TestCase):
            self._outcome = ("failed", self.errors[-1][1])
        else:
            tell(test=str(test), outcome="failed", reason=self.errors[-1][1], seconds=0)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._outcome = ("failed", self.failures[-1][1])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if isinstance(test, unittest.TestCase) and hasattr(self, "_begun"):
            self._outcome = ("skipped", reason)
        else:
            tell(test=str(test), outcome="skipped", reason=reason, seconds=0)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._outcome = ("failed", self._exc_info_to_string(err, test))


def tell(**fields):
    sys.stdout.write("\n@@" + json.dumps(fields) + "\n")
    sys.stdout.flush()


def excluded(case, name):
    """Why a test is left out; None: it is not."""
    source = inspect.getsource(inspect.unwrap(getattr(case, name)))
    for exclusion in TARGET["exclusions"]:
        if exclusion["text"] and re.search(exclusion["text"], source):
            return exclusion["reason"]
        if exclusion["name"] and re.search(exclusion["name"], f"{case.__name__}.{name}"):
            return exclusion["reason"]
    return None


def list_classes():
    """Tells the names of all test classes of the module."""
    tell(
        classes=[
            name
            for name, value in TESTS.items()
            if isinstance(value, type) and issubclass(value, unittest.TestCase)
        ]
    )


def main():
    case = TESTS[TARGET["name"]]
    done = set(TARGET["done"])
    names = []
    for name in unittest.TestLoader().getTestCaseNames(case):
        if name in done:
            continue
        reason = excluded(case, name)
        if reason is None:
            names.append(name)
        else:
            tell(test=name, outcome="excluded", reason=reason, seconds=0)
    suite = unittest.TestSuite(map(case, names))
    suite.run(Told())
    tell(finished=True)


if __name__ == "__main__":
    if TARGET["name"] is None:
        list_classes()
    else:
        TESTS.get("setUpModule", lambda: None)()
        main()
