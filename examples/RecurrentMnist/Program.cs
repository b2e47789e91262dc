// Classifies handwritten digits row by row with a recurrent network: 28 time steps of 28 pixels.
//   dotnet run -c Release --project examples/RecurrentMnist [-- EPOCHS [IMAGES [lstm|gru]]]
using System.CommandLine;
using System.Globalization;
using Examples;
using Keras.Datasets;
using Keras.Layers;
using Keras;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
Argument<string> layer = new("layer") { DefaultValueFactory = _ => "lstm", Description = "The recurrent layer." };
layer.AcceptOnlyFromAmong("lstm", "gru");
var parsed = ExampleCommand.Parse(args, "Classifies handwritten digits row by row with a recurrent network: 28 time steps of 28 pixels.",
    ExampleCommand.Integer("epochs", 3, "Passes over the training data."),
    ExampleCommand.Integer("images", 60_000, "Images to train on."),
    layer);
int epochs = parsed.GetValue<int>("epochs"), count = parsed.GetValue<int>("images");
Runtime.Seed = 42;

var (train, test) = Mnist.Load();
using Tensor images = First(train.Images, count), labels = First(train.Labels, count);

Layer recurrent = parsed.GetValue(layer) == "gru" ? new GRU(128) { InputShape = [28, 28] } : new LSTM(128) { InputShape = [28, 28] };
using Sequential model = new(recurrent, new Dropout(0.2), new Dense(10, "softmax"));
model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
model.Summary();

History history = model.Fit(((Data)images).Normalized(), labels, epochs: epochs, batchSize: 64);
Console.WriteLine($"compilation: {history.Compilation?.Reason}");
Evaluation result = model.Evaluate(test.Images.Normalized(), test.Labels, batchSize: 500);
Console.WriteLine($"test loss {result.Loss:F4}, test accuracy {result["accuracy"]:P2}");

static Tensor First(Data data, int count)
{
    using Tensor all = data.ToTensor();
    long rows = Math.Min(count, all.Shape[0]), each = all.Shape.ElementCount / all.Shape[0];
    return Tensor.Create<byte>(all.ToArray<byte>().AsSpan(0, checked((int)(rows * each))), [rows, .. all.Shape[1..]]);
}
