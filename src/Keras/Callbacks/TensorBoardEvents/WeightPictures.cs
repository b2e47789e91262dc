using TensorFlow;

namespace Keras.Callbacks.TensorBoardEvents;

/// <summary>Weights as pictures, in the arrangement of Keras's TensorBoard callback.</summary>
internal static class WeightPictures
{
    // As many as tf.summary.image keeps.
    private const int MostPictures = 3;

    /// <summary>The pictures of a weight; null for one of more axes than a picture has.</summary>
    public static Summary.Types.Value? Of(string tag, Shape shape, float[] values)
    {
        int[] axes = [.. shape.Select(d => (int)d).Where(d => d != 1)];
        switch (axes)
        {
            case []:
                return SummaryValues.Images(tag, 1, 1, [GreyPicture.Encode(values, 1, 1)]);
            case [int length]:
                return SummaryValues.Images(tag, 1, length, [GreyPicture.Encode(values, 1, length)]);
            case [int rows, int columns] when rows > columns:
                return SummaryValues.Images(tag, rows, columns, [GreyPicture.Encode(Transposed(values, rows, columns), rows, columns)]);
            case [int rows, int columns]:
                return SummaryValues.Images(tag, columns, rows, [GreyPicture.Encode(values, columns, rows)]);
            case [int rows, int columns, int kernels]:
                return SummaryValues.Images(
                    tag, columns, rows, [.. Enumerable.Range(0, Math.Min(MostPictures, kernels)).Select(k => GreyPicture.Encode(
                    [.. Enumerable.Range(0, rows * columns).Select(i => values[(i * kernels) + k])], columns, rows))]);
            default:
                return null;
        }
    }

    private static float[] Transposed(float[] values, int rows, int columns)
    {
        float[] exchanged = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                exchanged[(column * rows) + row] = values[(row * columns) + column];
        }

        return exchanged;
    }
}
