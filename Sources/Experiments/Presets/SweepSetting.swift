import Datasets
import Networks
import Paper

/// One place in the cross of a sweep's lists: what its runs have in place of what their model and
/// recipe have.
struct SweepSetting {
  private var values: [SweepField: PresetValue] = [:]

  /// The cross of the lists that a sweep gives; the last field's values come one after another.
  ///
  /// - Parameter room: how many places it may have.
  static func cross(
    _ keys: [String: PresetValue], room: Int
  ) throws(ExperimentError) -> [SweepSetting] {
    var settings = [SweepSetting()]
    for field in SweepField.allCases {
      guard let list = keys[field.rawValue] else { continue }
      let values = try list.values()
      guard values.count <= room / settings.count else {
        throw list.problem(.tooManyRuns(Preset.mostRuns))
      }
      settings = settings.flatMap { setting in
        values.map { value in
          var setting = setting
          setting.values[field] = value
          return setting
        }
      }
    }
    return settings
  }

  /// - Parameter recipe: the one that is named; its images are those of the setting.
  func recipe(
    _ name: RecipeName, _ scale: ModelScale, of data: DatasetIdentity
  ) throws(ExperimentError) -> TrainingRecipe {
    var recipe = name.training(scale, images: 0)
    if let value = values[.batch] {
      recipe.batch = try value.integer(atLeast: 1, atMost: Self.largestBatch)
    }
    if let value = values[.learningRate] {
      recipe.learningRate = try value.decimal(
        atMost: 10, expected: "a learning rate above 0 and of at most 10, such as 0.003 or 3e-3"
      ) { $0 > 0 }
    }
    if let value = values[.weightDecay] {
      recipe.weightDecay = try value.decimal(
        atMost: 1, expected: "a weight decay from 0 to 1, such as 0.0001 or 1e-4")
    }
    if let value = values[.warmUp] {
      recipe.warmUpHundredths = try value.hundredths(
        0...100, expected: "a share of the steps from 0 to 1 with at most two places, such as 0.1")
    }
    if let value = values[.augmentation] {
      recipe.augmentation = try value.choice(among: TrainingRecipe.Augmentation.allCases)
    }
    recipe.images = try images(batch: recipe.batch, of: data)
    return recipe
  }

  private func images(batch: Int, of data: DatasetIdentity) throws(ExperimentError) -> Int {
    if let value = values[.epochs] {
      let hundredths = try value.hundredths(
        1...Self.mostEpochs * 100,
        expected: "a number of passes from 0.01 to \(Self.mostEpochs) with at most two places")
      let shown = data.trainingImages.multipliedReportingOverflow(by: hundredths)
      let images = max(1, shown.partialValue / 100 / batch) * batch
      guard !shown.overflow, images <= TrainingRecipe.mostImages else {
        throw value.problem(
          .wrongKind(expected: "at most \(TrainingRecipe.mostImages) images of these data"))
      }
      return images
    }
    let value = values[.images]!
    let images = try value.integer(atLeast: 1)
    guard images % batch == 0 else {
      throw value.problem(.wrongKind(expected: "a multiple of the batch, \(batch)"))
    }
    return images
  }

  /// - Parameter value: the one that names the model.
  func configuration(
    _ value: PresetValue, _ model: ScaledModel, _ recipe: RecipeName,
    _ setting: PresetSweep.Setting,
    _ arm: PresetSweep.Arm
  ) throws(ExperimentError) -> VisionTransformerConfiguration {
    let own = model.shape(setting.scale)
    let data = setting.data
    let shape = try shape(own)
    if values[.patch] == nil {
      guard data.height % shape.patch == 0 && data.width % shape.patch == 0 else {
        throw value.problem(
          .patchDoesNotDivide(
            shape.patch, model: model.model, height: data.height, width: data.width))
      }
    }
    let positions = VisionTransformerConfiguration.PositionEmbedding.allCases
    let poolings = VisionTransformerConfiguration.Pooling.allCases
    let configuration = VisionTransformerConfiguration(
      imageHeight: data.height, imageWidth: data.width, channels: data.channels,
      patch: shape.patch, width: shape.width, depth: shape.depth, heads: shape.heads,
      classes: data.classes, attention: arm.attention, qkNorm: arm.qkNorm, gate: arm.gate,
      positionEmbedding: try values[.positionEmbedding]?.choice(among: positions)
        ?? setting.scale.positionEmbedding,
      pooling: try values[.pooling]?.choice(among: poolings) ?? recipe.pooling,
      preLogits: recipe.preLogits)
    if let defect = configuration.defect {
      // The field that the sentence begins with, or else one that was given.
      let given = SweepField.shape.filter { values[$0] != nil }
      let field = given.first { defect.hasPrefix("\($0.rawValue) ") } ?? given.first
      throw (field.flatMap { values[$0] } ?? value).problem(.shape(defect))
    }
    return configuration
  }

  private func shape(_ own: ModelShape) throws(ExperimentError) -> ModelShape {
    var shape = own
    if let value = values[.patch] {
      shape.patch = try value.integer(atLeast: 1, atMost: Self.largestShape)
    }
    if let value = values[.depth] {
      shape.depth = try value.integer(atLeast: 1, atMost: Self.largestShape)
    }
    if let value = values[.heads] {
      shape.heads = try value.integer(atLeast: 1, atMost: Self.largestShape)
    }
    if let value = values[.width] {
      shape.width = try value.integer(atLeast: 1, atMost: Self.largestShape)
      if values[.heads] == nil {
        // As the paper's models do, a wider one has more heads and not wider ones.
        guard shape.width % own.headWidth == 0 else {
          throw value.problem(
            .wrongKind(
              expected: "a multiple of the model's head width, \(own.headWidth), which holds where "
                + "no heads are given"))
        }
        shape.heads = shape.width / own.headWidth
      }
    }
    return shape
  }

  private static let largestBatch = 1 << 16
  private static let largestShape = 1 << 16
  private static let mostEpochs = 100_000
}
