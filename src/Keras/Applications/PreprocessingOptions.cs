namespace Keras.Applications;

/// <summary>The arguments of <c>Create</c> of architectures that can scale the images' values themselves.</summary>
public class PreprocessingOptions : ApplicationOptions
{
    /// <summary>Whether the model begins with layers that scale values in [0, 255]. Default: true.</summary>
    public bool IncludePreprocessing { get; init; } = true;
}
