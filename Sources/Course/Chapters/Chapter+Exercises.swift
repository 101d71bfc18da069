extension Chapter {
  /// The lesson in which each exercise of the chapter stands, from 0. One that stands in none belongs
  /// to the last in which others of its objectives stand: before that it would ask for what was not
  /// taught.
  /// - Parameter present: the id that an exercise has now.
  public func placesOfExercises(_ present: (String) -> String) -> [String: Int] {
    var places: [String: Int] = [:]
    for (index, lesson) in lessons.enumerated() {
      for step in LessonStep.steps(of: lesson) {
        if let id = step.exercise { places[present(id)] = index }
      }
    }
    var beside: [String: Int] = [:]
    for objective in objectives {
      let ids = objective.exercises.map { present($0.id) }
      guard let last = ids.compactMap({ places[$0] }).max() else { continue }
      for id in ids where places[id] == nil { beside[id] = max(beside[id] ?? 0, last) }
    }
    for (id, place) in beside { places[id] = place }
    return places
  }
}
