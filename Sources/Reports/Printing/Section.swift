/// A part of the report under one title: a pure function of the report's input.
protocol Section {
  var title: String { get }
  var body: [Block] { get }
}
