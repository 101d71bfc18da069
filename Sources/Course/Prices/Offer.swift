import Diagnostics
import Quantities

/// An offer of GPU computing, with its fine print.
public struct Offer: Hashable, Sendable {
  /// How it is sold.
  public enum Plan: String, CaseIterable, Sendable {
    case onDemand = "on-demand"
    case reserved, spot, serverless
  }

  /// Lower-case words joined by hyphens, as in "modal-h100".
  public var id: String
  /// Who offers it.
  public var provider: String
  /// How it is sold.
  public var plan: Plan
  /// The GPU, or the model where what is sold are its tokens.
  public var gpu: String
  /// Money for a GPU and time, for a request, or for a token.
  public var price: Quantity
  /// Money for a token that is read, where tokens are sold and it has a price of its own.
  public var inputPrice: Quantity?
  /// What billed time is rounded up to; nil where that is not published.
  public var billedBy: Quantity?
  /// The least time that is billed; nil where that is not published.
  public var minimum: Quantity?
  /// Whether starting is billed; nil where that is not published.
  public var billsStart: Bool?
  /// Whether idle time is billed; nil where that is not published.
  public var billsIdle: Bool?
  /// How long the platform keeps an idle instance unless told otherwise.
  public var keepAlive: Quantity?
  /// When it was looked up; nil where that is not known.
  public var asOf: LookupDate?
  /// Where the price was found, usually an address.
  public var source: String
  /// Anything else worth knowing, in a sentence.
  public var note: String
  /// The id in its file.
  public var span: SourceSpan

  /// Days after which an offer is to be looked up again: about six months.
  public static let freshDays = 183

  /// How many days ago it was looked up; nil where that is not known.
  /// - Parameter now: seconds since 1970.
  public func age(at now: Double) -> Int? { asOf.map { $0.age(at: now) } }

  /// Whether it is older than six months, or of no known date.
  /// - Parameter now: seconds since 1970.
  public func isStale(at now: Double) -> Bool { age(at: now).map { $0 > Offer.freshDays } ?? true }
}
