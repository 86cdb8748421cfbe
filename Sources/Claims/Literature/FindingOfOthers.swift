/// An independent public result that bears on a claim: context for the report, never part of a
/// verdict.
public struct FindingOfOthers: Hashable, Sendable {
  public enum Direction: String, Sendable {
    case supports = "for"
    case opposes = "against"
    case mixed = "both ways"
  }

  public struct Bearing: Hashable, Sendable {
    public let claim: String
    public let direction: Direction
    public let note: String
  }

  public let place: String
  public let setting: String
  public let result: String
  /// Nil where the source does not say, or where seeds mean nothing.
  public let seeds: Int?
  public let bearings: [Bearing]
  /// Why it should be read with care.
  public let caveat: String
}

extension FindingOfOthers {
  /// What a search in November 2026 found. None repeats seeds for ReLU/L against softmax, and none
  /// sweeps alpha in a Vision Transformer.
  public static let all: [FindingOfOthers] = [
    FindingOfOthers(
      place: "student project (Stanford CS229), six attention variants",
      setting: "ViT-S/16, ImageNet-100, 200 epochs, ReLU/N, no qk-layernorm",
      result: "top-1: ReLU/N 64.1, softmax 63.0, softmax with a sigmoid gate 56.3, sigmoid with "
        + "-log N 55.3",
      seeds: 1,
      bearings: [
        bearing("S2", .supports, "level with softmax"),
        bearing("A2", .opposes, "sigmoid far behind"),
      ],
      caveat: "One seed, a smaller data set; a gate hurt, which no claim of the paper is about."),
    FindingOfOthers(
      place: "MPCViT, ICCV 2023 (PKU-SEC-Lab/mpcvit)",
      setting: "small ViT, CIFAR-10, about 65 tokens",
      result: "softmax 93.97, ReLU over its row sum 93.52, identity/N 92.23",
      seeds: nil, bearings: [bearing("L1", .supports, "identity is lowest")],
      caveat: "The ReLU arm divides by its row sum, not by L; seeds are not said."),
    FindingOfOthers(
      place: "jet tagging on FPGAs (BNJetTag)",
      setting: "1-bit transformer, 10 tokens, ReLU/N",
      result: "AUC 0.7562 against softmax's 0.7530",
      seeds: 1, bearings: [bearing("S2", .mixed, "level with softmax, at very small L")],
      caveat: "Its authors later call it inconclusive."),
    FindingOfOthers(
      place: "in-context learning reports (nelson-lojo)",
      setting: "regression transformer, ReLU/L",
      result: "level on linear regression, worse on sparse regression and decision trees",
      seeds: 1, bearings: [bearing("S2", .opposes, "worse on two of three tasks")],
      caveat: "Another kind of task; one seed."),
    FindingOfOthers(
      place: "Gao and Spratling, arXiv:2501.13428",
      setting: "GPT-2 124M, 10 billion tokens, trained at a length of 1K",
      result: "loss 3.21 against 3.19 at 1K, 10.35 against 6.28 at 8K",
      seeds: nil,
      bearings: [bearing("S2", .mixed, "near at the training length, breaks beyond it")],
      caveat: "Read in notes, not in the source; a language model."),
    FindingOfOthers(
      place: "Gu et al., arXiv:2410.10781",
      setting: "60M language model, no length factor at all",
      result: "sigmoid 3.70, softmax 3.73, identity 3.99",
      seeds: nil,
      bearings: [
        bearing("D1", .opposes, "sigmoid needs no division"),
        bearing("L1", .supports, "identity is worst"),
      ],
      caveat: "A language model; seeds are not said."),
    FindingOfOthers(
      place: "Su Jianlin, kexue.fm 9019 and 8934",
      setting: "gated attention unit, squared ReLU over n, fine-tuned at other lengths",
      result: "n fixed at 512 beats the actual length; n^-1 is slightly better than n^-2",
      seeds: nil,
      bearings: [bearing("A1", .mixed, "for at one length, against as a law across lengths")],
      caveat: "Language models; seeds are not said."),
    FindingOfOthers(
      place: "ReLUFormer, arXiv:2302.06461",
      setting: "translation, ReLU over sqrt(n/2)",
      result: "without a length factor it does not converge",
      seeds: nil,
      bearings: [
        bearing("D1", .supports, "a factor is needed"), bearing("A1", .opposes, "uses alpha = 1/2"),
      ],
      caveat: "Read in notes, not in the source."),
    FindingOfOthers(
      place: "ReLA, EMNLP 2021 (bzhangGo/zero)",
      setting: "translation, ReLU, RMSNorm of the output, no 1/L",
      result: "BLEU level with softmax, 0.93 times its training speed",
      seeds: 1,
      bearings: [
        bearing("D1", .mixed, "a norm can do the work of 1/L"),
        bearing("R1", .opposes, "trains slower"),
      ],
      caveat: "One seed; the speed is that of its own implementation."),
    FindingOfOthers(
      place: "MetaAttention, PPoPP 2026",
      setting: "H100, the shape of ViT-S/16",
      result: "fused ReLU attention far ahead of eager, in the range of fused softmax",
      seeds: nil, bearings: [bearing("R1", .mixed, "the gain is from fusing")],
      caveat: "A measurement of speed on one accelerator."),
    FindingOfOthers(
      place: "apple/ml-sigmoid-attention, issue 5",
      setting: "ViT, 196 and 10,000 tokens",
      result: "their sigmoid kernel is slower than fused softmax at 196, faster at 10,000",
      seeds: nil,
      bearings: [
        bearing("R1", .mixed, "only at long L"), bearing("P1", .mixed, "only at long L"),
      ],
      caveat: "Sigmoid, not ReLU; one kernel."),
    FindingOfOthers(
      place: "NumKong",
      setting: "one core of a Sapphire Rapids, L = 1024",
      result: "squared ReLU 34 % faster than softmax, sigmoid no gain",
      seeds: nil, bearings: [bearing("R1", .supports, "on a CPU")],
      caveat: "A measurement of speed on one processor."),
    FindingOfOthers(
      place: "in-context learning reports (nelson-lojo)",
      setting: "T4, 170 runs",
      result: "ReLU/L 5.15 +- 0.27, softmax 5.26 +- 0.22 microseconds a sequence",
      seeds: nil, bearings: [bearing("R1", .mixed, "not shown: the spreads overlap")],
      caveat: "A measurement of speed on one accelerator."),
  ]

  private static func bearing(_ claim: String, _ direction: Direction, _ note: String) -> Bearing {
    Bearing(claim: claim, direction: direction, note: note)
  }
}
