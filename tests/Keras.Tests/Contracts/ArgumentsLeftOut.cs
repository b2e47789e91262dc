namespace Keras.Tests.Contracts;

/// <summary>The classes and arguments of Keras that are not compared, each with the reason.</summary>
internal static class ArgumentsLeftOut
{
    private const string Python = "wraps an object of Python";
    private const string Sparse = "there are neither sparse nor ragged tensors here";

    /// <summary>The classes with the reasons.</summary>
    public static readonly Dictionary<string, string> Classes = new()
    {
        ["FlaxLayer"] = Python,
        ["JaxLayer"] = Python,
        ["TorchModuleWrapper"] = Python,
        ["Lambda"] = "its function is one of C#, with parameters of its own; a file's is Python code",
        ["MeanMetricWrapper"] = "wraps a function of Python; a custom metric derives from the class of that name",
        ["MultiOptimizer"] = "takes the optimizers as an OptimizerMap",
        ["Wrapper"] = "computes nothing itself, so that no file has one; the class is there to be derived from",
    };

    private static readonly Dictionary<string, string> Arguments = new()
    {
        ["gptq_unpacked_column_size"] = "follows from the shape of the kernel; a file may have it",
        ["use_cudnn"] = "kernels of cuDNN for recurrent layers: the loop here is one compiled function on every device",
        ["Bidirectional.weights"] = "first values of all weights, an argument of Keras 2: SetWeights gives them",
        ["Embedding.weights"] = "first values of the table, an argument of Keras 2: SetWeights gives them",
        ["InputLayer.sparse"] = Sparse,
        ["InputLayer.ragged"] = Sparse,
        ["InputLayer.optional"] = "every input of a model is given here",
        ["InputLayer.batch_shape"] = "shape and batchSize say the same",
        ["InputLayer.input_tensor"] = "wraps a tensor of Python; an intermediate KerasTensor can be the input of a model as it is",
    };

    private static readonly Dictionary<string, string> Names = new()
    {
        ["Dice.axis"] = "axes",
        ["Tversky.axis"] = "axes",
        ["Ftrl.l1_regularization_strength"] = "l1",
        ["Ftrl.l2_regularization_strength"] = "l2",
        ["Ftrl.l2_shrinkage_regularization_strength"] = "l2_shrinkage",
        ["MultiHeadAttention.output_shape"] = "projected_shape",
    };

    /// <summary>Why an argument is left out; null where it is here.</summary>
    public static string? Reason(string className, string argument) =>
        Arguments.GetValueOrDefault($"{className}.{argument}") ?? Arguments.GetValueOrDefault(argument);

    /// <summary>What an argument is called here.</summary>
    public static string Renamed(string className, string argument) =>
        Names.GetValueOrDefault($"{className}.{argument}") ?? Names.GetValueOrDefault(argument) ?? argument;
}
