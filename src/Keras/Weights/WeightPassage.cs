namespace Keras.Weights;

/// <summary>How a function gets the value of a weight.</summary>
internal enum WeightPassage
{
    /// <summary>As an input; a new value is an output.</summary>
    Value,

    /// <summary>As an input of which the function makes a copy when it begins, and then writes into it.</summary>
    Copy,

    /// <summary>
    /// As a variable that alone holds the value, so that the function writes into its memory. Nobody reads the weight meanwhile.
    /// </summary>
    Variable,
}
