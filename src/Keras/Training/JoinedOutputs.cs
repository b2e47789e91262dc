using TensorFlow;

namespace Keras.Training;

/// <summary>Concatenates the outputs of the batches of a prediction.</summary>
/// <param name="rows">The number of samples in all batches.</param>
internal sealed class JoinedOutputs(long rows) : IDisposable
{
    private TensorBuilder[] wholes = [];
    private Shape[] shapes = [];
    private int batches;

    /// <summary>Appends the outputs of a batch and disposes them.</summary>
    /// <exception cref="ShapeException">The outputs differ in shape from those of the first batch.</exception>
    public void Append(Tensor[] outputs)
    {
        try
        {
            if (batches == 0)
            {
                shapes = [.. outputs.Select(o => o.Shape[1..])];
                wholes = [.. outputs.Select(o => new TensorBuilder(o.DType, o.Shape[1..].Prepend(rows)))];
            }

            for (int i = 0; i < outputs.Length; i++)
            {
                if (outputs[i].Shape[1..] != shapes[i])
                    throw new ShapeException(
                        $"Predict: expected outputs of shape {shapes[i].Prepend(Shape.UnknownDimension)} for each batch, "
                        + $"got {outputs[i].Shape} for batch {batches}; predict batches of other shapes by themselves.");
                wholes[i].Append(outputs[i]);
            }

            batches++;
        }
        finally
        {
            foreach (Tensor output in outputs)
                output.Dispose();
        }
    }

    /// <summary>Gets the outputs of all batches.</summary>
    public Tensor[] ToTensors() => [.. wholes.Select(w => w.ToTensor())];

    public void Dispose()
    {
        foreach (TensorBuilder whole in wholes)
            whole.Dispose();
    }
}
