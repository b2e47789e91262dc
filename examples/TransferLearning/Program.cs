// Transfer learning: features that were learned on many images of the digits 0 to 4 help to learn 5 to 9 from a few images of each. The
// features are frozen first, then fine-tuned at a low learning rate; the same network from random weights is the baseline.
//   dotnet run -c Release --project examples/TransferLearning [-- EPOCHS [IMAGES [FEW]]]
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
    "Transfer learning: features that were learned on many images of the digits 0 to 4 help to learn 5 to 9 from a few images of each.",
    ExampleCommand.Integer("epochs", 4, "Passes over the training data."),
    ExampleCommand.Integer("images", 5_000, "Images of each known digit."),
    ExampleCommand.Integer("few", 5, "Images of each new digit."));
int epochs = parsed.GetValue<int>("epochs"), count = parsed.GetValue<int>("images"), few = parsed.GetValue<int>("few");
const double HeadRate = 1e-2, DefaultRate = 1e-3, FineTuningRate = 5e-4; // Learning rates.
Runtime.Seed = 42;

var (train, test) = Mnist.Load();
var known = Digits(train, 0, count);
var fewShot = Digits(train, 5, few);
var testing = Digits(test, 5, int.MaxValue);

// The base: many images of the digits 0 to 4.
using Model features = Features();
using Sequential first = new(features, new Dropout(0.5), new Dense(5, "softmax"));
first.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
History history = first.Fit(known.Images.Normalized(), known.Labels, epochs: epochs, batchSize: 64, verbose: Verbosity.Silent);
Console.WriteLine($"base: {known.Labels.Length} images of 0 to 4, training accuracy {history["accuracy"][^1]:P1}");

// A new head on the frozen base: few images of 5 to 9.
features.Trainable = false;
using Sequential second = new(features, new Dropout(0.5), new Dense(5, "softmax"));
double frozen = TrainAndEvaluate(second, new Adam(HeadRate), 60);
Console.WriteLine(
    $"head on the frozen base: {fewShot.Labels.Length} images of 5 to 9, {Parameters(second)} trainable parameters, "
    + $"test accuracy {frozen:P1}");

// Fine-tuning: all weights, at a low learning rate. What is trainable counts from the next Compile on.
features.Trainable = true;
double tuned = TrainAndEvaluate(second, new Adam(FineTuningRate), 40);
Console.WriteLine($"fine-tuned: {Parameters(second)} trainable parameters, test accuracy {tuned:P1}");

// The same network, the same images and as many epochs, from random weights.
using Model fresh = Features();
using Sequential alone = new(fresh, new Dropout(0.5), new Dense(5, "softmax"));
double scratch = TrainAndEvaluate(alone, new Adam(DefaultRate), 100);
Console.WriteLine($"from random weights: test accuracy {scratch:P1}");

double TrainAndEvaluate(Sequential model, Optimizer optimizer, int epochs)
{
    model.Compile(optimizer, "sparse_categorical_crossentropy", ["accuracy"]);
    model.Fit(fewShot.Images.Normalized(), fewShot.Labels, epochs: epochs, batchSize: 10, verbose: Verbosity.Silent);
    return model.Evaluate(testing.Images.Normalized(), testing.Labels, batchSize: 500, verbose: Verbosity.Silent)["accuracy"];
}

static Model Features()
{
    Input image = new([28, 28], name: "image");
    KerasTensor x = new Reshape([28, 28, 1]).Apply(image);
    foreach (int filters in (int[])[16, 32, 64])
    {
        x = new Conv2D(filters, 3, "relu", padding: "same").Apply(x);
        x = new MaxPooling2D().Apply(x);
    }

    return new Model(image, new Flatten().Apply(x));
}

static long Parameters(Model model) => model.TrainableWeights.Sum(w => w.Shape.ElementCount);

// The first images of each of five digits, whose labels become 0 to 4.
static (Data Images, int[] Labels) Digits(ImageDataset samples, int first, int each)
{
    byte[] labels = samples.Labels.ToTensor().ToArray<byte>(), all = samples.Images.ToTensor().ToArray<byte>();
    int[] rows = [.. Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).Where(g => g.Key >= first && g.Key < first + 5)
        .SelectMany(g => g.Take(each)).Order()];
    byte[,,] images = new byte[rows.Length, 28, 28];
    for (int i = 0; i < rows.Length; i++)
        Buffer.BlockCopy(all, rows[i] * 784, images, i * 784, 784);
    return (images, [.. rows.Select(r => labels[r] - first)]);
}
