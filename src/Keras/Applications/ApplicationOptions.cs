using System.Diagnostics;
using TensorFlow;

namespace Keras.Applications;

/// <summary>The arguments of <c>Create</c> that all architectures of <c>keras.applications</c> have.</summary>
[DebuggerDisplay("weights {Weights}, top {IncludeTop}, pooling {Pooling}, {Classes} classes")]
public class ApplicationOptions
{
    /// <summary>The name of the weights that were trained on ImageNet.</summary>
    internal const string ImageNetWeights = "imagenet";

    /// <summary>The number of classes of ImageNet.</summary>
    internal const int ImageNetClasses = 1000;

    /// <summary>Whether the model ends in its classifier; otherwise in the features of its last block, see <see cref="Pooling"/>. Default:
    /// true.</summary>
    public bool IncludeTop { get; init; } = true;

    /// <summary>
    /// The weights: <c>"imagenet"</c> (default) for those that were trained on ImageNet, which are downloaded at the first use into Keras's
    /// own cache (<c>~/.keras/models</c>, or <c>models</c> in the directory <c>KERAS_HOME</c>), a path of a file of weights
    /// (<c>.weights.h5</c>, <c>.h5</c>, <c>.keras</c>), or null for random values.
    /// </summary>
    public string? Weights { get; init; } = ImageNetWeights;

    /// <summary>The tensor that the model is applied to; the model's inputs are those that the tensor follows from. Default: a new
    /// input.</summary>
    public KerasTensor? InputTensor { get; init; }

    /// <summary>
    /// The shape of one image, <c>[rows, columns, channels]</c>, -1 for an axis of any length where <see cref="IncludeTop"/> is false.
    /// Default: the size of the architecture's own images with the classifier, otherwise any size, of 3 channels.
    /// </summary>
    public Shape? InputShape { get; init; }

    /// <summary>
    /// Without the classifier: "avg" or "max" for the mean or the maximum of each channel, <c>[batch, channels]</c>; null (default) for the
    /// output of the last block, <c>[batch, rows, columns, channels]</c>.
    /// </summary>
    public string? Pooling { get; init; }

    /// <summary>The number of classes of the classifier. Default: 1000, those of ImageNet, which its weights require.</summary>
    public int Classes { get; init; } = ImageNetClasses;

    /// <summary>The activation function of the classifier. Default: softmax; null for logits.</summary>
    public ActivationFunction? ClassifierActivation { get; init; } = Activations.Softmax;

    /// <summary>The name of the model. Default: Keras's, such as <c>resnet50</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Receives the progress of a download. Default: none.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }
}
