namespace Keras.Datasets;

/// <summary>Fashion-MNIST: 70,000 grayscale images, 28x28, of 10 categories of clothing, in the format of <see cref="Mnist"/>.</summary>
public static class FashionMnist
{
    private const string NpzName = "fashion-mnist.npz";

    /// <summary>The names of the classes 0 to 9.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = Array.AsReadOnly<string>(
    [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ]);

    /// <summary>Loads Fashion-MNIST from a directory; nothing is downloaded.</summary>
    /// <param name="directory">
    /// A directory with either the four IDX files, named as those of <see cref="Mnist.Load(string)"/>, or <c>fashion-mnist.npz</c> with
    /// <c>x_train</c>, <c>y_train</c>, <c>x_test</c> and <c>y_test</c>.
    /// </param>
    /// <returns>The training and the test images, uint8 <c>[n, 28, 28]</c>, with labels uint8 <c>[n]</c>, 0 to 9.</returns>
    /// <exception cref="DatasetException">Files are missing, damaged, or not of the expected kind.</exception>
    public static (ImageDataset Train, ImageDataset Test) Load(string directory) => MnistDirectory.Load(directory, NpzName);
}
