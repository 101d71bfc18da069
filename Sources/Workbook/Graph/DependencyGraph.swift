/// Which cells are computed from which, by index. Pure: it knows nothing of values.
struct DependencyGraph: Sendable {
  /// For each cell the cells it reads.
  private(set) var inputs = ChunkedArray<[Int]>()
  /// For each cell the cells that read it.
  private(set) var users = ChunkedArray<[Int]>()

  mutating func addCell() {
    inputs.append([])
    users.append([])
  }

  /// Makes `cell` read exactly `newInputs`.
  mutating func set(inputs newInputs: [Int], of cell: Int) {
    for input in inputs[cell] { users[input].removeAll { $0 == cell } }
    inputs[cell] = newInputs
    for (place, input) in newInputs.enumerated() where !newInputs[..<place].contains(input) {
      users[input].append(cell)
    }
  }

  /// Takes the last cell out, which no other one reads.
  mutating func removeLast() {
    guard inputs.count > 0 else { return }
    set(inputs: [], of: inputs.count - 1)
    inputs.removeLast()
    users.removeLast()
  }

  /// The ring that would arise if `cell` read `newInputs`: from the cell over what it reads back to
  /// itself; nil where there is none. The shortest one, and the first in order of reading.
  func ring(at cell: Int, reading newInputs: [Int]) -> [Int]? {
    // What nobody reads is in no ring, but with itself.
    guard !users[cell].isEmpty || newInputs.contains(cell) else { return nil }
    var cameFrom: [Int: Int] = [:]
    var queue: [Int] = []
    for input in newInputs where cameFrom[input] == nil {
      cameFrom[input] = cell
      queue.append(input)
    }
    var next = 0
    while next < queue.count {
      let current = queue[next]
      next += 1
      if current == cell {
        var ring = [cell]
        var step = cameFrom[cell]
        while let place = step, place != cell {
          ring.append(place)
          step = cameFrom[place]
        }
        ring.append(cell)
        return ring.reversed()
      }
      for input in inputs[current] where cameFrom[input] == nil {
        cameFrom[input] = current
        queue.append(input)
      }
    }
    return nil
  }

  /// All that depends on `changed`, those included, each after everything it reads.
  func affected(by changed: [Int]) -> [Int] {
    var order: [Int] = []
    var isDone: Set<Int> = []
    // Depth first without recursion: a cell goes in front of the others when its users are in.
    var stack: [(cell: Int, next: Int)] = []
    for start in changed where isDone.insert(start).inserted {
      stack.append((start, 0))
      while let (cell, next) = stack.last {
        if next < users[cell].count {
          stack[stack.count - 1].next += 1
          let user = users[cell][next]
          if isDone.insert(user).inserted { stack.append((user, 0)) }
        } else {
          order.append(cell)
          stack.removeLast()
        }
      }
    }
    return order.reversed()
  }

  /// Everything that `cells` are computed from, those included.
  func sources(of cells: [Int]) -> Set<Int> {
    var found = Set(cells)
    var queue = cells
    while let cell = queue.popLast() {
      for input in inputs[cell] where found.insert(input).inserted { queue.append(input) }
    }
    return found
  }
}
