/// The API as F# sees it: lists of layers, optional arguments, functions.
module LessonTests

open System.Linq
open Keras
open Keras.Callbacks
open Keras.Datasets
open Keras.Layers
open Keras.Optimizers
open Keras.Regularizers
open TensorFlow
open Xunit

[<Fact>]
let ``The lesson trains from a list of layers`` () =
    let struct (train, test) = Mnist.Load()

    use model =
        new Sequential(
            [ Flatten(InputShape = Shape.Create(28, 28))
              Dense(32, "relu", KernelRegularizer = L2(0.001))
              Dropout(0.1)
              Dense(10, "softmax") ]
        )

    model.Compile(Adam(learningRate = 0.001), "categorical_crossentropy", [ "accuracy" ])

    let history =
        model.Fit(
            train.Images.Normalized(),
            train.Labels.ToCategorical(10),
            epochs = 2,
            batchSize = 128,
            verbose = Verbosity.Silent
        )

    let result =
        model.Evaluate(test.Images.Normalized(), test.Labels.ToCategorical(10), verbose = Verbosity.Silent)

    Assert.True(history["loss"].Last() < history["loss"].First())
    Assert.InRange(result["accuracy"], 0.85, 1.0)

[<Fact>]
let ``Lists and sequences of rows are data`` () =
    use model = new Sequential([ Dense(1, InputShape = Shape.Create(2)) ])
    model.Compile("sgd", "mse")
    let rows = seq { for i in 0..9 -> [| float32 i; 1.0f |] }
    let targets = [ for i in 0..9 -> float32 (2 * i) ]
    let options = FitOptions(Epochs = 2, Verbose = Verbosity.Silent, Callbacks = [ TerminateOnNaN() ])
    let history = model.Fit(rows, targets, options)
    Assert.Equal(2, history.Epochs.Count)
    use prediction = model.Predict(rows)
    Assert.Equal(10L, prediction.Shape[0])
    Assert.Equal("dense", model.GetLayer(0).ClassName.ToLowerInvariant())

[<Fact>]
let ``Arrays of every form are data`` () =
    use model = new Sequential([ Dense(1, InputShape = Shape.Create(2)) ])
    model.Compile("sgd", "mse")
    let table = Array2D.init 6 2 (fun row column -> float32 (row + column))
    let targets = Array.init 6 float32
    let history = model.Fit(table, targets, epochs = 2, verbose = Verbosity.Silent)
    Assert.Equal(2, history.Epochs.Count)
    let silent = FitOptions(Verbose = Verbosity.Silent)
    let doubles = model.Fit(Array2D.init 6 2 (fun row _ -> float row), Array2D.zeroCreate<int> 6 1, silent)
    Assert.Equal(1, doubles.Epochs.Count)
    let jagged = [| for i in 0..5 -> [| float i |] |]
    let whole = model.Fit(Array2D.init 6 2 (fun row _ -> row), jagged, verbose = Verbosity.Silent)
    Assert.Equal(1, whole.Epochs.Count)
    model.Evaluate(table, targets, verbose = Verbosity.Silent) |> ignore
    model.TrainOnBatch(table, Array2D.zeroCreate<float32> 6 1) |> ignore
    use prediction = model.Predict(table)
    Assert.Equal(6L, prediction.Shape[0])

[<Fact>]
let ``Arrays of more axes are data`` () =
    use images = new Sequential([ Flatten(InputShape = Shape.Create(2, 3)); Dense(1) ])
    images.Compile("sgd", "mse")
    let pixels = Array3D.init 4 2 3 (fun i j k -> byte (i + j + k))
    Assert.Equal(1, images.Fit(pixels, Array.zeroCreate<double> 4, verbose = Verbosity.Silent).Epochs.Count)
    use prediction = images.Predict(Array3D.zeroCreate<float32> 5 2 3)
    Assert.Equal(5L, prediction.Shape[0])
    let colours: Data = Array4D.zeroCreate<float> 2 3 4 5
    Assert.Equal(4, colours.Shape.Rank)
    let whole: Data = Array2D.zeroCreate<int64> 2 3
    Assert.Equal(DType.Int64, whole.DType)
    let split = FitOptions(ValidationData = Dataset.FromTensors(pixels, Array.zeroCreate<int> 4), Verbose = Verbosity.Silent)
    Assert.Contains("val_loss", images.Fit(pixels, Array.zeroCreate<int> 4, split).Keys)
