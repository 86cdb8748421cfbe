import Claims
import Experiments

extension RunStore.MeasurementKey {
  /// The error rates of these claims with this evidence.
  public static func errorRates(_ claims: ClaimsFile, _ evidence: Evidence) -> Self {
    .errorRates(digest: ErrorRates.digest(claims, evidence))
  }
}
