import FuzzDriver
import Fuzzing

try runFuzzer(FuzzTarget.all)
