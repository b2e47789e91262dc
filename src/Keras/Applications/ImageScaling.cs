namespace Keras.Applications;

/// <summary>The scaling of image values, 0 to 255, ahead of a model.</summary>
public enum ImageScaling
{
    /// <summary>The values stay as they are: the model scales them itself.</summary>
    None,

    /// <summary>Keras's "tf": to [-1, 1].</summary>
    Symmetric,

    /// <summary>Keras's "torch": to [0, 1], less the mean and divided by the standard deviation of each channel of ImageNet.</summary>
    Standardized,

    /// <summary>Keras's "caffe": the channels in the order blue, green, red, less the mean of each channel of ImageNet.</summary>
    Centered,
}
