// Trains a convolutional autoencoder to remove noise from images of handwritten digits, and shows some before and after.
//   dotnet run -c Release --project examples/Autoencoder [-- EPOCHS [IMAGES]]
using System.Globalization;
using Examples;
using Keras.Datasets;
using Keras.Layers;
using Keras;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
var parsed = ExampleCommand.Parse(
    args,
    "Trains a convolutional autoencoder to remove noise from images of handwritten digits, and shows some before and after.",
    ExampleCommand.Integer("epochs", 3, "Passes over the training data."),
    ExampleCommand.Integer("images", 60_000, "Images to train on."));
int epochs = parsed.GetValue<int>("epochs"), count = parsed.GetValue<int>("images");
const float noise = 0.4f;
Runtime.Seed = 42;

var (train, test) = Mnist.Load();
using Tensor clean = First(train.Images, count), unseen = First(test.Images, 1000);

using Sequential model = new(
    new Reshape([28, 28, 1]) { InputShape = [28, 28] },
    new GaussianNoise(noise), // In training only; at inference the inputs are noisy already.
    new Conv2D(16, 3, "relu", strides: 2, padding: "same"),
    new Conv2D(32, 3, "relu", strides: 2, padding: "same"), // The code: 7 × 7 × 32.
    new Conv2DTranspose(16, 3, "relu", strides: 2, padding: "same"),
    new Conv2DTranspose(1, 3, "sigmoid", strides: 2, padding: "same"),
    new Reshape([28, 28]));
model.Compile("adam", "binary_crossentropy");
model.Summary();
model.Fit(clean, clean, epochs: epochs, batchSize: 128);

float[] original = unseen.ToArray<float>(), noisy = WithNoise(original);
using Tensor input = Tensor.Create<float>(noisy, unseen.Shape), output = model.Predict(input, batchSize: 500);
float[] denoised = output.ToArray<float>();
Console.WriteLine($"mean squared error of {unseen.Shape[0]} test images: {MeanSquaredError(noisy, original):F4} noisy, "
    + $"{MeanSquaredError(denoised, original):F4} denoised");
for (int image = 0; image < 2; image++)
    Show(noisy.AsSpan(image * 784, 784), denoised.AsSpan(image * 784, 784));

static Tensor First(Data images, int count)
{
    using Tensor all = images.Normalized().ToTensor();
    long rows = Math.Min(count, all.Shape[0]);
    return Tensor.Create<float>(all.ToArray<float>().AsSpan(0, checked((int)(rows * 784))), [rows, 28, 28]);
}

static float[] WithNoise(float[] pixels)
{
    Random random = new(1);
    return [.. pixels.Select(
        v => v + (noise * (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))))];
}

static double MeanSquaredError(float[] a, float[] b) => a.Zip(b, (x, y) => (double)(x - y) * (x - y)).Average();

static void Show(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
{
    for (int line = 0; line < 28; line += 2)
        Console.WriteLine($"{Line(before.Slice(line * 28, 28))}    {Line(after.Slice(line * 28, 28))}".TrimEnd());

    static string Line(ReadOnlySpan<float> pixels) =>
        string.Concat(pixels.ToArray().Select(v => " .:-=+*#%@"[Math.Clamp((int)(v * 10), 0, 9)]));
}
