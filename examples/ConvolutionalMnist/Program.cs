// Trains a small convolutional network with batch normalization to classify handwritten digits, and evaluates it on the test images.
//   dotnet run -c Release --project examples/ConvolutionalMnist [-- EPOCHS [IMAGES]]
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
    "Trains a small convolutional network with batch normalization to classify handwritten digits, and evaluates it on the test images.",
    ExampleCommand.Integer("epochs", 3, "Passes over the training data."),
    ExampleCommand.Integer("images", 60_000, "Images to train on."));
int epochs = parsed.GetValue<int>("epochs"), count = parsed.GetValue<int>("images");
Runtime.Seed = 42;

var (train, test) = Mnist.Load();
using Tensor images = First(train.Images, count), labels = First(train.Labels, count);

using Sequential model = new(
    new Reshape([28, 28, 1]) { InputShape = [28, 28] },
    new Conv2D(32, 3, padding: "same") { UseBias = false }, // BatchNormalization adds one.
    new BatchNormalization(),
    new ReLU(),
    new MaxPooling2D(),
    new Conv2D(64, 3, padding: "same") { UseBias = false },
    new BatchNormalization(),
    new ReLU(),
    new MaxPooling2D(),
    new Flatten(),
    new Dropout(0.5),
    new Dense(10, "softmax"));
model.Compile(new Adam(learningRate: 0.001), "sparse_categorical_crossentropy", ["accuracy"]);
model.Summary();

model.Fit(((Data)images).Normalized(), labels, epochs: epochs, batchSize: 128);
Evaluation result = model.Evaluate(test.Images.Normalized(), test.Labels, batchSize: 500);
Console.WriteLine($"test loss {result.Loss:F4}, test accuracy {result["accuracy"]:P2}");

// The misclassified digit with the highest predicted probability.
using Tensor probabilities = model.Predict(test.Images.Normalized(), batchSize: 500), truth = test.Labels.ToTensor();
float[] p = probabilities.ToArray<float>();
byte[] testLabels = truth.ToArray<byte>();
(int row, int predicted, float probability) = Enumerable.Range(0, testLabels.Length)
    .Select(i => (Row: i, Predicted: ArgMax(p.AsSpan(i * 10, 10)), Probability: p.AsSpan(i * 10, 10).ToArray().Max()))
    .Where(d => d.Predicted != testLabels[d.Row])
    .MaxBy(d => d.Probability);
Console.WriteLine($"most confident mistake: image {row} is classified as {predicted} ({probability:P1}) and is {testLabels[row]}:");
using Tensor pixels = test.Images.ToTensor();
Show(pixels.ToArray<byte>().AsSpan(row * 784, 784));

static Tensor First(Data data, int count)
{
    using Tensor all = data.ToTensor();
    long rows = Math.Min(count, all.Shape[0]), each = all.Shape.ElementCount / all.Shape[0];
    return Tensor.Create<byte>(all.ToArray<byte>().AsSpan(0, checked((int)(rows * each))), [rows, .. all.Shape[1..]]);
}

static int ArgMax(ReadOnlySpan<float> values)
{
    int largest = 0;
    for (int i = 1; i < values.Length; i++)
        largest = values[i] > values[largest] ? i : largest;
    return largest;
}

static void Show(ReadOnlySpan<byte> image)
{
    for (int line = 0; line < 28; line += 2)
        Console.WriteLine(string.Concat(image.Slice(line * 28, 28).ToArray().Select(v => " .:-=+*#%@"[v * 10 / 256])).TrimEnd());
}
