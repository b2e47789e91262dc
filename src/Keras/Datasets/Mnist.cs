namespace Keras.Datasets;

/// <summary>MNIST: grayscale images, 28x28, of handwritten digits; 60,000 for training and 10,000 for testing.</summary>
public static class Mnist
{
    private const string NpzName = "mnist.npz";

    /// <summary>
    /// Loads the copy that comes with this library, in <c>datasets/mnist</c> next to the program, and verifies its checksums.
    /// </summary>
    /// <returns> The training and the test images, uint8 <c>[60000, 28, 28]</c> and <c>[10000, 28, 28]</c>, with labels uint8
    /// <c>[60000]</c> and <c>[10000]</c>, 0 to 9. </returns>
    /// <exception cref="DatasetException">The copy is missing or was altered.</exception>
    public static (ImageDataset Train, ImageDataset Test) Load() => MnistCopy.Load(MnistCopy.Directory);

    /// <summary>Loads MNIST, or a dataset of the same format, from a directory; nothing is downloaded.</summary>
    /// <param name="directory">
    /// A directory with either <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and
    /// <c>t10k-labels-idx1-ubyte</c> (compressed as <c>.gz</c> or not, with a hyphen or a dot before <c>idx</c>), or <c>mnist.npz</c> with
    /// <c>x_train</c>, <c>y_train</c>, <c>x_test</c> and <c>y_test</c>.
    /// </param>
    /// <returns>The training and the test images, uint8 <c>[n, 28, 28]</c>, with labels uint8 <c>[n]</c>, 0 to 9.</returns>
    /// <exception cref="DatasetException">Files are missing, damaged, or not of the expected kind.</exception>
    public static (ImageDataset Train, ImageDataset Test) Load(string directory) => MnistDirectory.Load(directory, NpzName);
}
