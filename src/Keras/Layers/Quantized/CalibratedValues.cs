namespace Keras.Layers;

/// <summary>The result of GPTQ or AWQ for a kernel of rows (inputs) and columns (units).</summary>
/// <param name="Integers">The integers, <c>[columns, rows]</c>.</param>
/// <param name="Scale">The scales, <c>[columns, groups]</c>.</param>
/// <param name="Zero">The zero points, <c>[columns, groups]</c>.</param>
/// <param name="Groups">The group of each row.</param>
/// <param name="InputScales">The scales of the rows that AWQ multiplied by; null for GPTQ.</param>
internal sealed record CalibratedValues(byte[,] Integers, float[,] Scale, byte[,] Zero, float[] Groups, float[]? InputScales);
