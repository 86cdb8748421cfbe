public enum SequenceDirection: String, CaseIterable, Codable, Sendable {
  case forward, backward
}
