// Trains a network on few images of digits twice: as they are, and randomly translated, rotated and zoomed at each step.
//   dotnet run -c Release --project examples/ImageAugmentation [-- EPOCHS [IMAGES]]
using System.Globalization;
using Examples;
using Keras.Datasets;
using Keras.Layers;
using Keras;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
var parsed = ExampleCommand.Parse(
    args,
    "Trains a network on few images of digits twice: as they are, and randomly translated, rotated and zoomed at each step.",
    ExampleCommand.Integer("epochs", 60, "Passes over the training data."),
    ExampleCommand.Integer("images", 500, "Images to train on."));
int epochs = parsed.GetValue<int>("epochs"), count = parsed.GetValue<int>("images");
Runtime.Seed = 42;

var (train, test) = Mnist.Load();
using Tensor images = train.Images.ToTensor()[..count], labels = train.Labels.ToTensor()[..count];

// The layers by themselves: several augmented images of one.
using Pipeline shown = Augmentation();
using Tensor one = images[..1].Reshape([1, 28, 28, 1]);
using Tensor first = shown.Apply(one, training: true), second = shown.Apply(one, training: true);
Show(one.Cast(DType.Float32).ToArray<float>(), first.ToArray<float>(), second.ToArray<float>());

double plain = Train("as they are"), augmented = Train("augmented", Augmentation());
Console.WriteLine($"{test.Images.Count:N0} test digits after training on {count:N0}: {plain:P1} as they are, {augmented:P1} augmented");

double Train(string name, params Layer[] augmentation)
{
    using Sequential model = new(
    [
        new Reshape([28, 28, 1]) { InputShape = [28, 28] },
        .. augmentation, // A part of the compiled step in training; in evaluation and prediction images pass unchanged.
        new Rescaling(1 / 255.0),
        new Conv2D(16, 3, "relu"),
        new MaxPooling2D(),
        new Conv2D(32, 3, "relu"),
        new MaxPooling2D(),
        new Flatten(),
        new Dense(10, "softmax"),
    ]);
    model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
    History history = model.Fit(images, labels, epochs: epochs, batchSize: 50, verbose: Verbosity.Silent);
    Evaluation result = model.Evaluate(test.Images, test.Labels, batchSize: 500, verbose: Verbosity.Silent);
    Console.WriteLine($"{name}: accuracy {history["accuracy"][^1]:P1} in the last epoch, {result["accuracy"]:P1} on the test digits");
    return result["accuracy"];
}

static Pipeline Augmentation() => new(
    new RandomTranslation(0.1, 0.1, fillMode: "constant"),
    new RandomRotation(0.04, fillMode: "constant"), // Up to 14 degrees: a 6 must not become a 9.
    new RandomZoom(0.15, fillMode: "constant"));

static void Show(params float[][] images)
{
    for (int line = 0; line < 28; line += 2)
        Console.WriteLine(string.Join("    ", images.Select(p => Line(p.AsSpan(line * 28, 28)))).TrimEnd());

    static string Line(ReadOnlySpan<float> pixels) =>
        string.Concat(pixels.ToArray().Select(v => " .:-=+*#%@"[Math.Clamp((int)(v / 25.6f), 0, 9)]));
}
