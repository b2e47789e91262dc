namespace Keras.OpsGenerator;

/// <summary>A form of the functions: what the generator writes of each symbolic one.</summary>
internal interface ITemplate
{
    /// <summary>The part of the file name that tells the form: "Eager".</summary>
    string Form { get; }

    /// <summary>
    /// The functions of the form that belong to a symbolic one, each as the lines of its declaration and body without indentation.
    /// </summary>
    IEnumerable<IReadOnlyList<string>> Write(OpMethod method);
}
