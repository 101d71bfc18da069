/// Why a simulation was not run.
public enum SimulationError: Error, Sendable, Equatable {
  /// The caller asked to stop.
  case cancelled
  /// A setting makes no fleet, or no run.
  case unusable(Setting, SettingFault)
  /// A trace cannot be read.
  case unreadable(path: String, TraceFault)
}

/// What is wrong with a setting, with the values and bounds that are at odds.
public enum SettingFault: Sendable, Equatable {
  /// It is not a number.
  case notANumber
  /// It is below the least.
  case tooSmall(Double, least: Double)
  /// It is above the most.
  case tooLarge(Double, most: Double)
  /// It is below another setting, which it must not be.
  case below(Double, Setting, Double)
  /// It is above another setting, which it must not be.
  case above(Double, Setting, Double)
  /// It asks for more of something than is done; how many, where that is known.
  case tooMany(Thing, Double?, most: Double)
  /// It is more than so many times the mean.
  case tooSteep(most: Double)
  /// It is so far above the median that the mean is unbounded.
  case unbounded
  /// It is 0, so that no request comes.
  case nothingComes
  /// It is so low that the requests take longer than anything may.
  case tooSlow
  /// It is 0 while the other is not.
  case zeroUnlike(Setting)
  /// It holds no values.
  case empty
  /// No instance would ever serve.
  case nothingServes
  /// It ends, and cannot go with what comes without end.
  case notEndless
  /// It grows only where requests come at random.
  case notAtRandom
  /// It needs instances that take one request at a time.
  case needsSingleRequests
  /// It needs requests that wait in one line for the first free instance.
  case needsOneLine
  /// It says nothing where the clock says how many instances there are.
  case needsOtherScaling
  /// It takes so many tokens with its answer, more than the KV cache of a server holds.
  case exceedsCache(Double, room: Double)
  /// It is a batched server, which knows no pools, no clients that leave, no interruptions and no
  /// schedule.
  case isBatched
  /// Some requests are of a kind that none of them serves.
  case unserved(String)
  /// It needs work that is told in times, not in tokens.
  case needsTimes
  /// A fleet of several pools knows no clients that leave, and nothing that goes wrong.
  case isMixed
  /// It cannot go with another setting; the one after that does what is probably meant.
  case excludes(Setting, instead: Setting)

  /// What there can be too many of.
  public enum Thing: String, Sendable {
    case phases, instances, pools
    case kinds = "kinds of requests"
    case minutes = "rows of a series"
    case events = "requests and bursts"
    case ticks = "looks of the autoscaler"
  }
}

/// What is wrong with the file of a trace.
public enum TraceFault: Sendable, Equatable {
  /// It cannot be opened or read; the system's own reason.
  case closed(String)
  /// There are no files where this runs.
  case noFiles
  /// It is a folder, a pipe or a device.
  case noFile
  /// It is in UTF-16.
  case utf16
  /// All of it is one array of JSON.
  case jsonArray
  /// It ends its lines with carriage returns alone.
  case carriageReturns
  /// It has not even a header.
  case empty
  /// It is packed with gzip, and damaged or cut short.
  case damaged
  /// It is packed with gzip, and something else follows.
  case rubbish
  /// Its first line is longer than any is read.
  case longFirstLine
  /// It holds no end of a line for so many bytes, or more bytes than are kept.
  case noLines(Int)
  case tooLong(Int)
  /// No row of it could be read; what was wrong with the first one.
  case nothing(String?)
  /// The column asked for is not among those it has.
  case noColumn(String, of: [String])
  /// No column has one of the usual names for what is needed.
  case noUsualColumn(for: String, [String], of: [String])
  /// No column has a usual name for times.
  case noTimes(of: [String])
  /// Its first line holds numbers, not names.
  case noNames
}

/// The stated limits of a run, which keep time and memory bounded whatever is asked.
public enum SimulationLimits {
  /// The longest duration of anything, seconds (about 30,000 years).
  public static let longestTime = 1e12
  /// The most requests, and the most changes of a burst's state, of one run.
  public static let requests = 1_000_000_000
  /// The most requests that wait at once; more are turned away and the run is marked saturated.
  public static let waiting = 1_000_000
  /// The most instances alive at once; a fleet that wants more is held there and marked saturated.
  public static let instances = 100_000
  /// The most requests in service at once on instances that take several.
  public static let inService = 4_000_000
  /// The most requests that one instance takes at once.
  public static let concurrency = 1_000
  /// The most phases of a start.
  public static let phases = 64
}
