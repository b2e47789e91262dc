namespace Keras.Weights;

/// <summary>How a function takes a weight.</summary>
internal enum WeightPassing
{
    /// <summary>By value: the value is an input, the new value an output.</summary>
    Value,

    /// <summary>By value, with one copy at the start, which the function then updates in place.</summary>
    Copy,

    /// <summary>
    /// By reference: a resource variable that alone holds the value, so that the function updates it in place. Until the function ends,
    /// nobody reads the weight.
    /// </summary>
    Variable,
}
