/// Something that the paper leaves open or contradicts, with what this project does about it.
public struct PaperOpenPoint: Hashable, Sendable {
  /// How the fact is known.
  public enum Source: String, Sendable {
    case paper = "the paper's text"
    case configuration = "the public code that the paper names"
    case notes = "another reader's notes"
    case recalled = "recalled, not checked"
  }

  public let subject: String
  public let finding: String
  public let choice: String
  public let sources: [Source]
}

extension PaperOpenPoint {
  /// In the order in which the report prints them.
  public static let all: [PaperOpenPoint] = [
    PaperOpenPoint(
      subject: "range of alpha",
      finding:
        "The text takes alpha from [0, 1]; the axes of Figures 2 to 4 run from 0 to 2, and the "
        + "points of the grid are not listed.",
      choice: "The axis decides: 0 to 2, with points around 1 where the preset allows.",
      sources: [.paper]),
    PaperOpenPoint(
      subject: "number of functions",
      finding: "The caption of Figure 2 names seven functions h, the section about it five.",
      choice: "All seven are trained.",
      sources: [.paper]),
    PaperOpenPoint(
      subject: "length of training",
      finding:
        "The text speaks of about 9e5 steps for both trainings; the named configurations come "
        + "to 9.3e4 (i1k) and 1.0e5 (i21k, with a recalled count of images), ten times fewer.",
      choice:
        "The ledger holds our steps against the configurations, and the length of training "
        + "belongs to every verdict.",
      sources: [.paper, .configuration, .recalled]),
    PaperOpenPoint(
      subject: "the named configurations",
      finding:
        "They hold no entry for S/8, default to 300 epochs, list six data sets for transfer "
        + "where the paper has eight, and have no switch for qk-layernorm; between them they "
        + "differ in pooling and in the layer before the head.",
      choice:
        "i21k is the recipe, mean pooling and nothing before the head; the class token and the "
        + "dense layer with tanh exist as options, as i1k has them.",
      sources: [.configuration]),
    PaperOpenPoint(
      subject: "figures without numbers",
      finding:
        "Accuracy axes are labelled per cent and run between 0.64 and 0.82; there is no table, "
        + "no seed, no error bar, and no hardware beyond TPU core hours.",
      choice:
        "Published values are unknown unless a claims file gives them with their error; ours "
        + "come with seeds and intervals.",
      sources: [.paper]),
    PaperOpenPoint(
      subject: "where the gate acts",
      finding:
        "The gate multiplies the attention output before the output projection; whether after "
        + "the heads are joined, and with which bias, is not said.",
      choice:
        "A projection of the block's normalised input, width x width with bias, times the joined "
        + "heads.",
      sources: [.paper, .notes]),
    PaperOpenPoint(
      subject: "activation of the gate",
      finding:
        "Whether the gate's projection passes through an activation is not said; the gated "
        + "attention unit that it comes from has a silu there.",
      choice:
        "None: the gate is linear, and claims G1 and G2 speak of it. A preset may ask for silu "
        + "beside it; the ledger names what was trained.",
      sources: [.paper, .notes]),
    PaperOpenPoint(
      subject: "length scaling of the gated unit",
      finding:
        "The paper says that the gated attention unit does not scale by sequence length; its "
        + "authors' appendix code is reported to divide q.k by n inside the squared ReLU, which "
        + "is n^-2 outside.",
      choice: "The gate is tested with our L^-alpha outside h, as the paper's own figure has it.",
      sources: [.paper, .notes]),
    PaperOpenPoint(
      subject: "form of qk-layernorm",
      finding:
        "Whether it centres and whether it has a bias is not said, and the two works it leans "
        + "on differ.",
      choice:
        "As flax has it: over the head width, centred, one learned scale shared by all heads, "
        + "no bias, epsilon 1e-6.",
      sources: [.paper, .configuration, .notes]),
  ]
}
