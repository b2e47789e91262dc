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
