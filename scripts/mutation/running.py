"""Runs tests of the mutated build, and says how they ended."""

import os
import re
import resource
import signal
import subprocess
import time
import xml.etree.ElementTree

from .package import TREE, WORK

BUILD = os.path.join(TREE, ".build", "debug")
MEMORY = 8 << 30


class Tests:
    """Tests that should see the changes in one target, the quick ones first."""

    def __init__(self, package, names, with_programs):
        self.names = names
        self.skipped = []
        for name in self.names if not with_programs else []:
            for suite in package.suites_with_programs(name):
                self.skipped.append(r"^%s\.%s\b" % (name, suite))
        self.rounds = []

    def everything(self):
        return [r"^%s\." % name for name in self.names]

    def measure(self):
        """Runs them unchanged: returns whether all pass, and sets the rounds with their limits."""
        record = os.path.join(WORK, "tests")
        recorded = record + "-swift-testing.xml"
        for path in (record + ".xml", recorded):
            if os.path.exists(path):
                os.remove(path)
        outcome = self.run(0, self.everything(), self.skipped, 1800, 3600, ["--no-parallel", "--xunit-output", record + ".xml"])
        if outcome.failed:
            return outcome
        path = recorded if os.path.exists(recorded) else record + ".xml"
        times = {}
        for case in xml.etree.ElementTree.parse(path).iter("testcase"):
            name = "^" + re.escape(case.get("classname") + ("/" if "." in case.get("classname") else "."))
            name += re.escape(case.get("name"))
            times[name] = max(times.get(name, 0), float(case.get("time") or 0))
        total = sum(times.values())
        slow = [name for name, time in times.items() if time > max(0.3, total / 50)]
        share = sum(times[name] for name in slow) / total if total else 0
        if slow and 0.3 < share and len(slow) < len(times):
            self.rounds = [
                (self.everything(), self.skipped + slow, outcome.cpu * (1 - share), outcome.wall * (1 - share)),
                (slow, [], outcome.cpu * share, outcome.wall * share)]
        else:
            self.rounds = [(self.everything(), self.skipped, outcome.cpu, outcome.wall)]
        return outcome

    def notice(self, mutant):
        """Whether some test fails, crashes or hangs with this mutant switched on."""
        for filters, skips, cpu, wall in self.rounds:
            outcome = self.run(mutant, filters, skips, 10 + 3 * cpu, 120 + 10 * wall)
            if outcome.failed:
                return outcome
        return outcome

    def run(self, mutant, filters, skips, cpu, wall, options=()):
        runner = [name for name in os.listdir(BUILD) if name.endswith(".xctest")][0]
        command = [os.path.join(BUILD, runner), "--testing-library", "swift-testing", *options]
        for pattern in filters:
            command += ["--filter", pattern]
        for pattern in skips:
            command += ["--skip", pattern]
        environment = dict(os.environ, GPULEARN_MUTANT=str(mutant), NO_COLOR="1")
        for name in ("RECORD_GOLDENS", "RECORD"):
            environment.pop(name, None)

        def limits():
            resource.setrlimit(resource.RLIMIT_CPU, (int(cpu) + 1, int(cpu) + 2))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        begun = time.monotonic()
        environment["SWIFT_BACKTRACE"] = "enable=no"
        process = subprocess.Popen(
            command, cwd=TREE, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=limits)
        return Outcome(process, begun, wall)


class Wider:
    """Whole targets of tests, with the suites that start programs, each measured when first asked."""

    def __init__(self, package):
        self.package, self.known = package, {}

    def notice(self, name, mutant):
        """The outcome with this mutant; None where the tests fail without any change."""
        if name not in self.known:
            tests = Tests(self.package, [name], True)
            unchanged = tests.measure()
            self.known[name] = None if unchanged.failed else tests
            if unchanged.failed:
                print(f"  {name}: {unchanged.reason} without any change, not asked")
                print("    " + "\n    ".join(unchanged.output[-4:]), flush=True)
        tests = self.known[name]
        return tests.notice(mutant) if tests else None


class Outcome:
    """How a run ended: failed, and by what."""

    def __init__(self, process, begun, wall):
        self.reason, self.output = None, []
        signal.signal(signal.SIGALRM, lambda *_: self.end(process, "hangs"))
        signal.alarm(int(wall) + 1)
        for line in process.stdout:
            line = line.decode(errors="replace").rstrip()
            self.output = self.output[-40:] + [line]
            issue = re.search(r"Test (.+?) recorded an issue", line)
            if issue and not self.reason:
                self.end(process, "fails " + issue.group(1).split(" with ")[0])
        signal.alarm(0)
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.cpu, self.wall = usage.ru_utime + usage.ru_stime, time.monotonic() - begun
        if not self.reason and process.returncode:
            stopped = process.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
            self.reason = "hangs" if stopped else "crashes" if process.returncode < 0 else "fails"
        self.failed = self.reason is not None

    def end(self, process, reason):
        self.reason = reason
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
