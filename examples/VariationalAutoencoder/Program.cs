// Trains a variational autoencoder (Kingma and Welling, 2014) on handwritten digits: it encodes each image
// as two numbers, and decodes images from such codes.
//   dotnet run -c Release --project examples/VariationalAutoencoder [-- EPOCHS [IMAGES]]
using System.Globalization;
using Examples;
using Keras.Datasets;
using Keras.Layers;
using Keras.Optimizers;
using Keras;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
var parsed = ExampleCommand.Parse(
    args,
    "Trains a variational autoencoder (Kingma and Welling, 2014) on handwritten digits.",
    ExampleCommand.Integer("epochs", 10, "Passes over the training data."),
    ExampleCommand.Integer("images", 60_000, "Images to train on."));
int epochs = parsed.GetValue<int>("epochs"), count = parsed.GetValue<int>("images");
Runtime.Seed = 42;

var (train, test) = Mnist.Load();
using Tensor images = First(train.Images, count), unseen = First(test.Images, 1000);

// The encoder computes the mean and the logarithm of the variance of each code.
Input image = new([28, 28], name: "image");
KerasTensor hidden = new Dense(256, "relu").Apply(new Flatten().Apply(image));
using Model encoder = new(image, [new Dense(2) { Name = "mean" }.Apply(hidden), new Dense(2) { Name = "log_variance" }.Apply(hidden)],
    "encoder");
using Sequential decoder = new(
    new Dense(256, "relu") { InputShape = [2] },
    new Dense(784, "sigmoid"),
    new Reshape([28, 28]));

using Vae vae = new(encoder, decoder);
vae.Compile(new Adam(0.001));
vae.Fit(((Data)images).Normalized(), epochs: epochs, batchSize: 128);
Evaluation result = vae.Evaluate(((Data)unseen).Normalized(), batchSize: 500);
Console.WriteLine(
    $"{unseen.Shape[0]} test images: loss {result.Loss:F2}, "
    + $"reconstruction {result["reconstruction_loss"]:F2}, divergence {result["kl_loss"]:F2}");

// Images decoded from codes along a line.
float[,] codes = new float[3, 2];
for (int i = 0; i < 3; i++)
    codes[i, 0] = i - 1;
using Tensor decoded = decoder.Predict(codes);
float[] pixels = decoded.ToArray<float>();
for (int line = 0; line < 28; line += 2)
    Console.WriteLine(string.Join("  ", Enumerable.Range(0, 3).Select(i => Line(pixels.AsSpan((i * 784) + (line * 28), 28)))).TrimEnd());

static Tensor First(Data data, int count)
{
    using Tensor all = data.ToTensor();
    long rows = Math.Min(count, all.Shape[0]);
    return Tensor.Create<byte>(all.ToArray<byte>().AsSpan(0, checked((int)(rows * 784))), [rows, 28, 28]);
}

static string Line(ReadOnlySpan<float> pixels) =>
    string.Concat(pixels.ToArray().Select(v => " .:-=+*#%@"[Math.Clamp((int)(v * 10), 0, 9)]));

/// <summary>The steps of training and evaluation: reconstruct the image from a sampled code, and keep the codes near the normal
/// distribution.</summary>
internal sealed class Vae(Model encoder, Model decoder) : Model
{
    private readonly SeedGenerator random = new();

    protected override void TrainStep(StepBatch batch, StepContext step) =>
        Optimizer.Minimize(LossOf(batch, step), [.. encoder.TrainableWeights, .. decoder.TrainableWeights]);

    protected override void TestStep(StepBatch batch, StepContext step) => LossOf(batch, step);

    private Symbol LossOf(StepBatch batch, StepContext step)
    {
        Symbol image = batch.X[0];
        IReadOnlyList<Symbol> code = encoder.ApplyAll([image], step.Call);
        Symbol mean = code[0], logVariance = code[1], noise = random.Next().Normal([batch.Size, 2]);
        Symbol decoded = decoder.Apply(mean + (Ops.Exp(0.5f * logVariance) * noise), step.Call);
        Symbol reconstruction = Ops.Mean(Ops.Sum(Ops.BinaryCrossentropy(image, decoded), axis: new[] { 1, 2 }));
        Symbol divergence = Ops.Mean(Ops.Sum(-0.5f * (1f + logVariance - Ops.Square(mean) - Ops.Exp(logVariance)), axis: 1));
        Symbol loss = reconstruction + divergence;
        step.Log("loss", loss);
        step.Log("reconstruction_loss", reconstruction);
        step.Log("kl_loss", divergence);
        return loss;
    }
}
