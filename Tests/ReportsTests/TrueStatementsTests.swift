import Claims
import Datasets
import Experiments
import Figures
import Networks
import Paper
import Reports
import Testing
import Timing

/// Statements that a report once made and that were false or misleading, each by its kind.
@Suite struct TrueStatementsTests {
  private static func text(_ input: ReportInput) -> String { HandMadeInput.report(input).text }

  private static let full = Result { try FamiliesInput(size: .full).input() }

  private static func timing(
    _ id: TimingID, ratio: Double, half: Double = 0.01, control: Double = 0.005,
    model: PaperModel = .s32
  ) -> TimingComparison {
    TimingComparison(
      id: id, model: model, setting: "a shape",
      measured: RatioInterval(ratio: ratio, low: ratio - half, high: ratio + half, level: 0.975),
      control: RatioInterval(ratio: 1, low: 1 - control, high: 1 + control, level: 0.99),
      unit: "process", units: 8, dropped: 0, predicted: 1, halfWidth: 0.015, secondsA: 0.3,
      // A median of its own, outside of the interval.
      secondsB: 0.3 * (ratio + 3 * half), threads: 1, processor: "a processor")
  }

  /// Each row says over how many arms its variance is pooled, and S3's is not that of accuracy.
  @Test func everyDifferenceSaysWhatItsVarianceIsPooledOver() throws {
    let text = Self.text(try HandMadeInput.input())
    #expect(text.contains("| 3 | 6 arms, df 10 |"))
    #expect(!text.contains("residual variance of the two arms"))
    let input = try Self.full.get()
    let (s1, s3) = (try #require(input.assessments["S1"]), try #require(input.assessments["S3"]))
    for cell in s1.cells + s3.cells where cell.low != nil {
      #expect(cell.degreesOfFreedom != nil, "\(cell.model)")
    }
    #expect(ClaimRow(s3).degreesOfFreedom != "-")
    // The figure's interval of transfer is the claim's, not one of another variance.
    guard case .lines(let chart)? = FigureName.scaling.figure(input)?.chart else { return }
    let drawn = try #require(chart.rows[1].panels[1].series[0].points.first?.interval)
    let cell = try #require(s3.cells.first)
    #expect(abs(drawn.low - (try #require(cell.low)) * 100) < 1e-9)
  }

  /// Functions whose runs ended with the same weights are one: no lead of one over the other.
  @Test func identicalRunsAreOneFunction() throws {
    let runs = HandMadeInput.preset.runs.map { run -> FinishedRun in
      var accuracy = HandMadeInput.accuracy(run)
      let attention = run.specification.model.attention
      let isTwin =
        attention == .pointwise(.relu, alpha: LengthExponent(1))
        || attention == .pointwise(.relu6, alpha: LengthExponent(1))
      if isTwin && run.specification.model.qkNorm && run.specification.model.gate == .none {
        accuracy = 0.79
      }
      var finished = HandMadeInput.finished(run, accuracy: accuracy)
      if isTwin { finished.result.weightDigests = [.init(step: 750, sha256: "one")] }
      return finished
    }
    let input = ReportInput(
      preset: HandMadeInput.preset, finished: runs, missing: [], timings: [],
      linearClassifier: nil, claims: try ClaimsFile.shipped())
    let a2 = try #require(input.assessments["A2"])
    // 79 against the others' 77: the twins are one, and it leads.
    #expect(abs(try #require(a2.estimate) - 0.02) < 1e-6, "\(a2.estimate ?? 0)")
    #expect(Self.text(input).contains("ended with the same weights"))
  }

  /// The cell that R1 hangs on is its weakest, and functions that are no slower are named.
  @Test func theLeastFavourableTimingDecides() throws {
    let ratios: [(Pointwise, Double)] = [
      (.gelu, 1.094), (.softplus, 1.2), (.sigmoid, 1.061), (.squaredReLU, 1.001),
      (.identity, 0.999),
      (.relu6, 1.0),
    ]
    let timings = [PaperModel.s32, .s16, .s8].flatMap { model in
      ratios.map { h, ratio in
        Self.timing(
          .attention(.pointwise(h)), ratio: ratio + (model == .s32 ? 0 : 0.005), model: model)
      }
    }
    let input = try HandMadeInput.input(timings: timings)
    let r1 = try #require(input.assessments["R1"])
    #expect(r1.verdict.outcome == .consistent)
    #expect(abs(try #require(r1.estimate) - 0.061) < 1e-9)
    #expect(r1.reason.sentence.hasPrefix("S/32, sigmoid:"), "\(r1.reason.sentence)")
    #expect(
      Self.text(input).contains(
        "Not shown to be slower than ReLU at any model: ReLU², identity and ReLU6."))
  }

  /// Means over seeds lie within the range; single networks need not.
  @Test func meansOverSeedsAreToldFromSingleNetworks() throws {
    let entries = [49, 196, 784, 3136].flatMap { tokens in
      Pointwise.allCases.flatMap { h in
        [true, false].map { qkNorm in
          InitialisationResult.Entry(
            tokens: tokens, attention: h.rawValue, qkNorm: qkNorm, layer: 0,
            // The last network lies outside of 0.1 to 10.
            scaledMeans: [0.4, 0.41, 0.4, 0.42, 0.39, 0.41, 0.4, tokens == 49 ? 0.09 : 0.4])
        }
      }
    }
    let text = try QuickReport.report(
      initialisation: InitialisationResult(
        numericsRevision: 1, dataDigest: "", images: 1, seeds: 8, width: 32, depth: 1, heads: 2,
        entries: entries))
    #expect(text.contains("mean over 8 seeds"))
    #expect(
      text.contains("Of the 160 single networks, one a seed and cell, 5 have a layer outside."))
  }

  /// Like with like: only arms that were shown as many images as the classifier.
  @Test func theLinearClassifierIsComparedAtAsManyImages() throws {
    let input = try FamiliesInput(size: .thin).input()
    let images = try #require(input.evidence.linearClassifier).images
    let alike = input.evidence.cells.values.count {
      !$0.results.isEmpty && $0.images == images
    }
    #expect(alike < input.evidence.cells.values.count { !$0.results.isEmpty })
    let text = Self.text(input)
    #expect(
      text.contains("of the \(alike) arms that were shown as many images (14,016)"), "\(text)")
    #expect(!text.contains("the floor") && !text.contains("far from what the data allows"))
  }

  @Test func theWidestIntervalIsTheWidestOfAll() throws {
    let input = try Self.full.get()
    let widths = input.assessments.claims.filter {
      ["accuracy", "transfer accuracy"].contains($0.claim.quantity.rawValue) && $0.kind != .optimum
    }.flatMap(\.claimedCells).compactMap { cell in
      cell.low.flatMap { low in cell.high.map { ($0 - low) * 100 } }
    }
    let text = Self.text(input)
    let match = try #require(
      text.firstMatch(of: #/Widest interval: .*, \[([-+\d.]+), ([-+\d.]+)\] points/#))
    let ends = [match.output.1, match.output.2].compactMap { Double($0) }
    let widest = try #require(widths.max())
    #expect(ends.count == 2 && ends[1] - ends[0] >= widest - 0.1)
  }

  /// A control that is missing is no model that was not run, and two exponents are no whole model.
  @Test func modelsThatWereRunAreNotSaidToBeMissing() throws {
    for size in FamiliesInput.Size.allCases {
      let input = try FamiliesInput(
        size: size, holds: { $0.specification.model.attention != .uniform }
      ).input()
      for assessment in input.assessments.claims {
        let words = assessment.reason.sentence
        #expect(!words.contains("models was run") && !words.contains("models were run"), "\(words)")
        #expect(!words.contains("every model was run"), "\(words)")
      }
    }
  }

  @Test func numbersOfOthersAreNotSaidToComeFromTheStore() throws {
    let text = Self.text(try HandMadeInput.input())
    #expect(!text.contains("Every number below comes from the run store"))
    #expect(text.contains("the paper's and others' are named as such"))
  }

  /// Two collectives against three in two passes, and against two merged: a tie that is shown.
  @Test func theTieWithMergedSoftmaxIsShown() throws {
    let counts: [(SequenceMethod, Int)] = [
      (.softmaxTwoPasses, 2), (.softmaxMerged, 1), (.pointwise, 1),
    ]
    let entries = [1, 2].flatMap { processes in
      counts.flatMap { method, forward in
        SequenceDirection.allCases.map { direction in
          let count = processes == 1 ? 0 : direction == .forward ? forward : 1
          return SequenceParallelism.Entry(
            processes: processes, method: method, direction: direction,
            counts: CollectiveCounts(
              collectives: count, synchronisationPoints: count, bytes: 1000 * count),
            difference: 1e-7, seconds: 0.001, modelledSeconds: 0.001)
        }
      }
    }
    let input = ReportInput(
      preset: HandMadeInput.preset, finished: [], missing: [], timings: [], linearClassifier: nil,
      parallel: [
        SequenceParallelism(
          schemaVersion: 1, model: .s16, tokens: 196, heads: 6, headWidth: 64, tolerance: 5e-5,
          latency: 1e-5, bandwidth: 1e9, processor: "a processor", entries: entries)
      ], claims: try ClaimsFile.shipped())
    let p1 = ClaimRow(try #require(input.assessments["P1"]))
    #expect(p1.ours == "2 collectives; softmax 3 in two passes, 2 merged")
    let report = HandMadeInput.report(
      ReportInput(
        preset: HandMadeInput.preset,
        finished: HandMadeInput.preset.runs.map { HandMadeInput.finished($0, accuracy: 0.8) },
        missing: [], timings: [], linearClassifier: nil, parallel: input.evidence.parallel,
        claims: try ClaimsFile.shipped()))
    #expect(report.markdown.contains("2 collectives; softmax 3 in two passes, 2 merged"))
    #expect(report.data.tables.contains { $0.csv.contains("P1") })
  }

  /// Softmax's operator decides nothing, so it is not in the title.
  @Test func theOperatorsTitleIsAboutWhatDecides() throws {
    let timings = [
      Self.timing(.attention(.softmax), ratio: 1.5),
      Self.timing(.attention(.pointwise(.gelu)), ratio: 1.1),
    ]
    let figure = try #require(
      FigureName.operator.figure(try HandMadeInput.input(timings: timings)))
    #expect(figure.finding.contains("GELU") && !figure.finding.lowercased().contains("softmax"))
  }

  /// A margin that is a share of a negative gain says so.
  @Test func aNegativeGainIsCalledNegative() throws {
    let runs = HandMadeInput.preset.runs.map { run -> FinishedRun in
      let seed = Double(run.specification.seed)
      let accuracy: Double =
        switch run.specification.model.attention {
        case .pointwise(.relu, let alpha):
          0.75 + (alpha.value == 0 ? 0.03 : 0) + 0.002 * seed
            + (run.specification.model.qkNorm ? 0 : 0.001)
        default: HandMadeInput.accuracy(run)
        }
      return HandMadeInput.finished(run, accuracy: accuracy)
    }
    let input = ReportInput(
      preset: HandMadeInput.preset, finished: runs, missing: [], timings: [],
      linearClassifier: nil, claims: try ClaimsFile.shipped())
    let words = try #require(input.assessments["Q1"]).reason.sentence
    #expect(words.contains("the margin is a fraction of is negative here, -3.0 points"), "\(words)")
  }

  /// What is printed before an interval is the estimator that it belongs to.
  @Test func everyEstimateLiesInItsInterval() throws {
    let timings = [Pointwise.gelu, .softplus, .sigmoid].map {
      Self.timing(.attention(.pointwise($0)), ratio: 1.09)
    }
    let text = Self.text(try HandMadeInput.input(timings: timings + [HandMadeInput.timing()]))
    var count = 0
    for match in text.replacing("−", with: "-").matches(
      of: #/([+-]?\d+\.\d+) (?:%|points) \[([+-]?\d+\.\d+), ([+-]?\d+\.\d+)\]/#)
    {
      let values = [match.output.1, match.output.2, match.output.3].compactMap { Double($0) }
      #expect(values[1] <= values[0] && values[0] <= values[2], "\(match.output.0)")
      count += 1
    }
    #expect(count > 10)
  }

  /// An interval that is wider than was asked is imprecise; only one that leaves out one is invalid.
  @Test func aWideControlIsNotCalledInvalid() throws {
    let wide = Self.timing(.attention(.pointwise(.gelu)), ratio: 1.2, half: 0.05, control: 0.04)
    let text = Self.text(try HandMadeInput.input(timings: [wide]))
    #expect(!text.contains("Invalid timing") && text.contains("Imprecise timing"))
  }

  /// Rows at other levels than the title's name theirs.
  @Test func everyIntervalOfTheClaimsFigureNamesItsLevel() throws {
    for input in [try HandMadeInput.input(), try Self.full.get()] {
      guard case .intervals(let chart)? = FigureName.claims.figure(input)?.chart else { continue }
      for row in chart.rows where row.interval != nil {
        guard case .words(let detail?) = row.readout else { continue }
        #expect(detail.contains(#/\(\d+(\.\d)?\u{A0}%\)/#), "\(detail)")
      }
    }
  }

  @Test func noNumberIsBelowZeroByRoundingOrPublishedWhereNoneIs() throws {
    var input = try Self.full.get()
    input.errorRates = ErrorRates(input.claims, evidence: input.evidence, scenarios: 5, threads: 2)
    let report = HandMadeInput.report(input)
    let texts = [report.text] + report.data.tables.map(\.csv)
    for text in texts {
      #expect(text.firstMatch(of: #/[ |,\[][-−]0(\.0+)?[ |,\]%]/#) == nil)
      #expect(!text.contains("100.00 %"))
      #expect(text.firstMatch(of: #/ -\d{3,}\.\d s/#) == nil)
    }
    let a1 = ClaimRow(try #require(input.assessments["A1"]))
    #expect(a1.published == "close to 1")
  }
}
