using Keras.Saving;
using TensorFlow;

namespace Keras.Layers;

/// <content>Files.</content>
public sealed partial class FeatureSpace
{
    /// <summary>Loads a feature space from a <c>.keras</c> file, written here or by Keras 3.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">The file is of another format, is damaged, or has something else.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FeatureSpace Load(string path)
    {
        Required.Text("Load", "a path", path);
        return ModelFile.LoadLayer<FeatureSpace>(path);
    }

    /// <summary>Saves the adapted feature space to a file that Keras 3 reads too
    /// (<c>keras.models.load_model</c>).</summary>
    /// <param name="path">The file, whose name ends in <c>.keras</c>; it is replaced at once.</param>
    /// <param name="overwrite">Whether an existing file is replaced. Default: true.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="InvalidOperationException">A layer was not adapted yet.</exception>
    /// <exception cref="IOException">The file exists and must not be replaced, or cannot be written.</exception>
    public void Save(string path, bool overwrite = true)
    {
        Required.Text("Save", "a path", path);
        using Usage usage = Usage.Enter(UsageKind.Read, "Save", this, Tree);
        ThrowIfDisposed();
        BuildFor(Shape.Create(-1, 1));
        ModelFile.SaveLayer(this, path, overwrite);
    }
}
