import Claims
import Experiments

/// Where everything comes from, and how to cite it.
struct SourcesSection: Section {
  let input: ReportInput

  let title = "Data, sources and citation"

  var body: [Block] {
    [
      """
      Results as data: [claims](results/claims.csv), [their cells](results/cells.csv), \
      [arms](results/arms.csv) with their [differences](results/differences.csv), \
      [runs](results/runs.csv) and a [baseline](results/baselines.csv), [timings](results/timings.csv) with the \
      [steps of the models](results/steps.csv), [weights before training](results/initialisation.csv), \
      [collectives](results/collectives.csv), [arms](results/independent.csv) and \
      [weights](results/trajectories.csv) beside PyTorch's, [error rates](results/error_rates.csv), and \
      [what the columns mean](results/README.md). The paper: \
      [arXiv:2309.08586](https://arxiv.org/abs/2309.08586), \
      [doi 10.48550/arXiv.2309.08586](https://doi.org/10.48550/arXiv.2309.08586). The code that it names: \
      [big_vision](https://github.com/google-research/big_vision); read beside it: \
      [open_lm](https://github.com/mlfoundations/open_lm), [flax](https://github.com/google/flax). \
      \(licences)
      """,
      .folded(
        summary: "BibTeX of the paper and of this report",
        [.paragraph("```bibtex\n\(Self.bibliography)\n```")]),
    ]
  }

  private var licences: String {
    var sentences: [String] = []
    if input.preset.data.isFashionMNIST {
      sentences.append(
        "[Fashion-MNIST](https://github.com/zalandoresearch/fashion-mnist) by Xiao, Rasul and Vollgraf "
          + "is under the MIT licence.")
    } else {
      sentences.append(
        "The licence of \(MarkdownText.escaped(input.preset.data.label)) is that of whoever made it."
      )
    }
    if input.preset.runs.contains(where: { $0.specification.transferNames.contains("digits") }) {
      sentences.append(
        "The digits are by Alpaydin and Kaynak "
          + "([doi 10.24432/C50P49](https://doi.org/10.24432/C50P49)), under "
          + "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).")
    }
    return sentences.joined(separator: " ")
  }

  private static let bibliography = """
    @misc{wortsman2023replacing,
      title = {Replacing softmax with {ReLU} in Vision Transformers},
      author = {Wortsman, Mitchell and Lee, Jaehoon and Gilmer, Justin and Kornblith, Simon},
      year = {2023},
      eprint = {2309.08586},
      archivePrefix = {arXiv}
    }
    @misc{rectify,
      title = {Rectify: "Replacing softmax with {ReLU} in Vision Transformers", re-tested},
      note = {Reproducibility report; preset, records and program are named under Provenance}
    }
    """
}
