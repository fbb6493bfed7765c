"""Runs the Autobahn WebSocket test suite against a server that echoes; ends with 1 unless every case passes.

    run.py ws://127.0.0.1:9001/ [CASE …]     a case is a name like 6.4.1, or the start of one like "6."

Left out are the cases about speed (9) and about compression (12, 13), which the server does not negotiate.
"""

import importlib
import logging
import re
import sys
import tempfile

import conversion

CHAPTERS = ("1.", "2.", "3.", "4.", "5.", "6.", "7.", "10.")
PASSED = ("OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED")


def selected_cases(prefixes):
    """Pairs of a name and a class, in the order of the names."""
    package = importlib.import_module("case")
    # Made for Python 2's comparison of a text with bytes.
    importlib.import_module("case.case").Case.compare = lambda _, one, other: one == other
    every = importlib.import_module("caseset").CaseSet(
        package.CaseSetname,
        package.CaseBasename,
        package.Cases,
        package.CaseCategories,
        package.CaseSubCategories,
    )
    names = [name for name in every.CasesById if name.startswith(tuple(prefixes))]
    names.sort(key=lambda name: [int(number) for number in re.findall(r"\d+", name)])
    return [(name, every.CasesById[name]) for name in names]


def run(url, cases):
    """The cases that ended, as pairs of a name and the case."""
    # Only now: they import what the conversion provides.
    from client import CaseRunner
    from twisted.internet import reactor

    runner = CaseRunner(url, cases)
    reactor.callWhenRunning(runner.next)
    reactor.run()
    return runner.ended


def is_passed(case):
    return case.behavior in PASSED and case.behaviorClose in PASSED


def main(url, prefixes):
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="tandem-autobahn-") as folder:
        conversion.convert_into(folder)
        cases = selected_cases(prefixes or CHAPTERS)
        ended = run(url, cases)
    failed = [(name, case) for name, case in ended if not is_passed(case)]
    for name, case in failed:
        print(f"{name}: {case.behavior}, close {case.behaviorClose}: {case.result}; {case.resultClose}")
    missing = len(cases) - len(ended)
    if missing:
        print(f"{missing} cases did not run")
    print(f"{len(ended) - len(failed)} passed, {len(failed) + missing} failed")
    return 1 if failed or missing or not cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
