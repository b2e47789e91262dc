using Keras;
using Keras.Callbacks;
using Keras.Datasets;
using Keras.Layers;

var (train, test) = Mnist.Load(); // Bytes: [60000, 28, 28] and [10000, 28, 28].

var model = new Sequential(
    new Flatten { InputShape = [28, 28] },
    new Dense(128, "relu"),
    new Dropout(0.2f),
    new Dense(10, "softmax"));

model.Compile("adam", "categorical_crossentropy", ["accuracy"]);
model.Summary();

model.Fit(train.Images.Normalized(), train.Labels.ToCategorical(10), new FitOptions
{
    Epochs = args.Length > 0 ? int.Parse(args[0]) : 5,
    BatchSize = 128,
    ValidationSplit = 0.1f,
    Callbacks = [new EarlyStopping { Monitor = "val_loss", Patience = 2, RestoreBestWeights = true }],
});

Evaluation result = model.Evaluate(test.Images.Normalized(), test.Labels.ToCategorical(10));
Console.WriteLine($"accuracy {result["accuracy"]:P1}");
model.Save("digits.keras"); // Keras for Python reads it too.
