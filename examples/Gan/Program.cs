// Trains a generative adversarial network (Goodfellow et al., 2014) to generate handwritten digits: its training step has two optimizers.
//   dotnet run -c Release --project examples/Gan [-- EPOCHS [IMAGES]]
using System.Globalization;
using Examples;
using Keras.Datasets;
using Keras.Layers;
using Keras.Losses;
using Keras.Optimizers;
using Keras;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
var parsed = ExampleCommand.Parse(
    args,
    "Trains a generative adversarial network (Goodfellow et al., 2014) to generate handwritten digits.",
    ExampleCommand.Integer("epochs", 10, "Passes over the training data."),
    ExampleCommand.Integer("images", 60_000, "Images to train on."));
int epochs = parsed.GetValue<int>("epochs"), count = parsed.GetValue<int>("images");
const int latent = 32;
Runtime.Seed = 42;

using Tensor images = First(Mnist.Load().Train.Images, count);
using Sequential generator = new(
    new Dense(7 * 7 * 32, "relu") { InputShape = [latent] },
    new Reshape([7, 7, 32]),
    new Conv2DTranspose(32, 4, "relu", strides: 2, padding: "same"),
    new Conv2DTranspose(1, 4, "sigmoid", strides: 2, padding: "same"));
using Sequential discriminator = new(
    new Conv2D(32, 4, strides: 2, padding: "same") { InputShape = [28, 28, 1] },
    new LeakyReLU(0.2),
    new Conv2D(64, 4, strides: 2, padding: "same"),
    new LeakyReLU(0.2),
    new Flatten(),
    new Dropout(0.3),
    new Dense(1));

using Gan gan = new(generator, discriminator, latent);
gan.Compile();
History history = gan.Fit(((Data)images).Normalized(), epochs: epochs, batchSize: 128);
Console.WriteLine($"last epoch: discriminator's loss {history["d_loss"][^1]:F4}, generator's loss {history["g_loss"][^1]:F4}");

using Tensor generated = generator.Predict(Noise(3));
float[] pixels = generated.ToArray<float>();
Console.WriteLine($"mean brightness: generated {pixels.Average():F3}, real {images.ToArray<byte>().Average(v => v / 255.0):F3}");
for (int line = 0; line < 28; line += 2)
    Console.WriteLine(string.Join("  ", Enumerable.Range(0, 3).Select(i => Line(pixels.AsSpan((i * 784) + (line * 28), 28)))).TrimEnd());

static Tensor First(Data data, int count)
{
    using Tensor all = data.ToTensor();
    long rows = Math.Min(count, all.Shape[0]);
    return Tensor.Create<byte>(all.ToArray<byte>().AsSpan(0, checked((int)(rows * 784))), [rows, 28, 28, 1]);
}

static float[,] Noise(int rows)
{
    Random random = new(1);
    float[,] noise = new float[rows, latent];
    for (int i = 0; i < noise.Length; i++)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())); // Box and Muller, 1958.
        noise[i / latent, i % latent] = (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    return noise;
}

static string Line(ReadOnlySpan<float> pixels) =>
    string.Concat(pixels.ToArray().Select(v => " .:-=+*#%@"[Math.Clamp((int)(v * 10), 0, 9)]));

/// <summary>The training step: the discriminator learns to tell real images from generated ones, then the generator to fool
/// it.</summary>
internal sealed class Gan(Model generator, Model discriminator, int latent) : Model
{
    private readonly SeedGenerator random = new();
    private readonly Adam discriminatorOptimizer = new(0.0002, beta1: 0.5), generatorOptimizer = new(0.0004, beta1: 0.5);
    private readonly Loss bce = new BinaryCrossentropy(fromLogits: true);

    protected override void TrainStep(StepBatch batch, StepContext step)
    {
        Symbol real = discriminator.Apply(batch.X[0], step.Call), fake = Discriminate(batch, step);
        Symbol discriminatorLoss = bce.Apply(Ops.OnesLike(real), real) + bce.Apply(Ops.ZerosLike(fake), fake);
        discriminatorOptimizer.Minimize(discriminatorLoss, discriminator.TrainableWeights);

        Symbol judged = Discriminate(batch, step); // With the updated discriminator.
        Symbol generatorLoss = bce.Apply(Ops.OnesLike(judged), judged);
        generatorOptimizer.Minimize(generatorLoss, generator.TrainableWeights);
        step.Log("d_loss", discriminatorLoss);
        step.Log("g_loss", generatorLoss);
    }

    private Symbol Discriminate(StepBatch batch, StepContext step) =>
        discriminator.Apply(generator.Apply(random.Next().Normal([batch.Size, latent]), step.Call), step.Call);
}
