using Keras.Saving;
using TensorFlow;

namespace Keras;

/// <content>Export for other programs.</content>
public partial class Model
{
    /// <summary>
    /// Exports the model's inference as a TensorFlow SavedModel, which TensorFlow Serving, Python (<c>tf.saved_model.load</c>,
    /// <c>keras.layers.TFSMLayer</c>) and <see cref="SavedModel.Load"/> run without this library.
    /// </summary>
    /// <remarks>
    /// The signature <c>serving_default</c>, which is also named <c>serve</c> as in Keras's exports, takes any number of samples under the
    /// names of the model's inputs and returns <c>output_0</c>, <c>output_1</c>, …, or the names of a dictionary of outputs.
    /// <c>keras.layers.TFSMLayer(directory, call_endpoint="serve")</c> hands on one argument, and so runs models of one input; those of
    /// several are called in Python by name: <c>tf.saved_model.load(directory).signatures["serve"](first=…, second=…)</c>. The optimizer
    /// and the configuration of the layers are not in it. The directory appears when it is complete: an existing SavedModel there, and all
    /// that lies beside it in that directory, is replaced then; a directory of other files is left alone.
    /// </remarks>
    /// <param name="directory">The directory to write; TensorFlow Serving wants a number as its last part: <c>serving/1</c>.</param>
    /// <exception cref="InvalidOperationException">The shape of the inputs is not known yet, or the model is trained on another
    /// thread.</exception>
    /// <exception cref="IOException">A file or a directory of other files is there, or the files cannot be written.</exception>
    /// <example>
    /// <code>
    /// using var model = new Sequential(new Dense(1) { InputShape = [2] });
    /// model.Export("serving/1");
    /// using SavedModel served = SavedModel.Load("serving/1");
    /// using Tensor input = Tensor.FromArray(new float[,] { { 1, 2 } });
    /// using Tensor output = served.Run(input);
    /// </code>
    /// </example>
    public void Export(string directory)
    {
        ThrowIfDisposed();
        Required.Text("Export", "a directory", directory);
        Shape[] inputs = [.. InputSpecs().Select(i => i.Shape[1..].Prepend(Shape.UnknownDimension))];
        using Usage usage = Enter(UsageKind.Read, "Export");
        using WeightSnapshot moment = WeightSnapshot.Of(State);
        ModelExport.Write(this, inputs, directory);
    }
}
