namespace Keras.Datasets;

/// <summary>MNIST: 70,000 handwritten digits of 28 by 28 grey pixels, 60,000 to train with and 10,000 to test with.</summary>
public static class Mnist
{
    private const string NpzName = "mnist.npz";

    /// <summary>
    /// Loads the copy that comes with this library, <c>datasets/mnist</c> beside the program, and checks that it is unaltered.
    /// </summary>
    /// <returns> The training and the test images, uint8 <c>[60000, 28, 28]</c> and <c>[10000, 28, 28]</c>, with labels uint8
    /// <c>[60000]</c> and <c>[10000]</c>, 0 to 9. </returns>
    /// <exception cref="DatasetException">The copy is missing or was altered.</exception>
    public static (ImageDataset Train, ImageDataset Test) Load() => MnistCopy.Load(MnistCopy.Directory);

    /// <summary>Loads MNIST, or a set of the same form, from a directory. There is no download.</summary>
    /// <param name="directory">
    /// Has either <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and
    /// <c>t10k-labels-idx1-ubyte</c> (packed as <c>.gz</c> or not, and a dot before <c>idx</c> will do), or <c>mnist.npz</c> with
    /// <c>x_train</c>, <c>y_train</c>, <c>x_test</c> and <c>y_test</c>.
    /// </param>
    /// <returns>The training and the test images, uint8 <c>[n, 28, 28]</c>, with labels uint8 <c>[n]</c>, 0 to 9.</returns>
    /// <exception cref="DatasetException">Files are missing or damaged, or hold something else.</exception>
    public static (ImageDataset Train, ImageDataset Test) Load(string directory) => MnistDirectory.Load(directory, NpzName);
}
