// Classifies handwritten digits row by row with a recurrent network: 28 time steps of 28 pixels.
//   dotnet run -c Release --project examples/RecurrentMnist [-- EPOCHS [IMAGES [lstm|gru]]]
using System.Globalization;
using Keras;
using Keras.Datasets;
using Keras.Layers;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
int epochs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
int count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60_000;
Runtime.Seed = 42;

var (train, test) = Mnist.Load();
using Tensor images = First(train.Images, count), labels = First(train.Labels, count);

Layer recurrent = args.Length > 2 && args[2] == "gru" ? new GRU(128) { InputShape = [28, 28] } : new LSTM(128) { InputShape = [28, 28] };
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
