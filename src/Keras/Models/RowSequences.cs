namespace Keras;

/// <summary>
/// Training, evaluation and prediction on sequences of samples: <c>IEnumerable&lt;float[]&gt;</c>, <c>IEnumerable&lt;int&gt;</c>. Each
/// sequence is enumerated once and copied; see <see cref="Data.FromRows"/>. The methods are those of <see cref="Model"/>, written by
/// <c>Keras.OpsGenerator</c>.
/// </summary>
public static partial class RowSequences;
