namespace TensorFlow;

/// <summary>Writes a piece of a tensor's bytes.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
/// <param name="piece">Whole elements, to be written wholly; must not be kept.</param>
/// <param name="start">The number of bytes before the piece.</param>
/// <param name="state">The state.</param>
public delegate void TensorPieceAction<in TState>(Span<byte> piece, long start, TState state);
