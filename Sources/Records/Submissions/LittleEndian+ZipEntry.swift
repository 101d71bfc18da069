extension LittleEndian {
  /// The next file of the list; nil behind the last one.
  mutating func entry() -> ZipArchive.Entry? {
    guard position + 46 <= bytes.count, number(4) == 0x0201_4B50 else { return nil }
    skip(4)
    var entry = ZipArchive.Entry(
      name: "", flags: number(2), method: number(2), sum: 0, packed: 0, size: 0, offset: 0)
    skip(4)
    (entry.sum, entry.packed, entry.size) = (number(4), number(4), number(4))
    let (name, extra, remark) = (Int(number(2)), Int(number(2)), Int(number(2)))
    skip(8)
    entry.offset = number(4)
    guard let text = part(name), let more = part(extra), part(remark) != nil else { return nil }
    entry.name = String(decoding: text, as: UTF8.self)
    widen(&entry, more)
    return entry
  }

  /// Numbers that need more than 32 bits stand in an extra field, in this order.
  private func widen(_ entry: inout ZipArchive.Entry, _ extra: [UInt8]) {
    var fields = LittleEndian(extra)
    while fields.position + 4 <= extra.count {
      let (kind, count) = (fields.number(2), Int(fields.number(2)))
      guard let field = fields.part(count) else { return }
      guard kind == 1 else { continue }
      var wide = LittleEndian(field)
      if entry.size == 0xFFFF_FFFF { entry.size = wide.number(8) }
      if entry.packed == 0xFFFF_FFFF { entry.packed = wide.number(8) }
      if entry.offset == 0xFFFF_FFFF { entry.offset = wide.number(8) }
    }
  }
}
