using Google.Protobuf;
using TensorFlow.SavedModels.Messages;
using TensorFlow.Tests.Loading;
using Xunit;

namespace TensorFlow.Tests.SavedModels;

/// <summary>
/// Graphs that contradict themselves are refused before the library's loader sees them, which many of these end, together with the process:
/// by a failed check, a bad address, or the wish for more memory than there is.
/// </summary>
public sealed class ContradictionTests : NativeTest, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    /// <summary>The mutations of a model and the message expected for each.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "a constant of another type", "is said to be int32 and holds quint8" },
        { "a constant of more than it lists", "is said to have 16777216 elements of string, and lists" },
        { "a constant of other bytes", "is said to have 3 elements of int32, and has 4 bytes" },
        { "an axis below -1", "has a shape with an axis of -7" },
        { "too many axes", "has a shape of 255 axes" },
        { "too many elements", "has a shape of more elements than can be" },
        { "a count of 2147483648", "is said to have 2147483648 tensors 'values', and has at most" },
        { "a count of 3", "is said to have 3 tensors 'values', and has at most 2" },
        { "an input less", "tensors, and is given 1" },
        { "an input of another type", "(MatMul) takes float32 where it is given int32" },
        { "an input that is not there", "there is no 'nothing:output:0'" },
        { "an output that is not there", "has no output" },
        { "a control input that is not there", "there is no operation 'nothing'" },
        { "an operation twice", "two operations have the name" },
        { "an operation that needs itself", "needs itself" },
        { "an attribute less", "has no attribute 'T'" },
        { "an attribute of another kind", "'T' of" },
        { "an attribute that is not allowed", "is none of those allowed" },
        { "a result from nowhere", "comes from nowhere" },
        { "a result of another type", "is said to be float64 and is float32" },
        { "a call with other arguments", "which calls it, says [" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_graph_that_contradicts_itself_is_told(string change, string sentence)
    {
        string message = Load(model => Apply(change, model));
        Assert.Contains(sentence, message, StringComparison.Ordinal);
        Assert.Contains("is damaged: in the function '", message, StringComparison.Ordinal);
        Assert.EndsWith("Export the model again.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_graph_around_the_functions_is_looked_at_too()
    {
        string message = Load(model => model.Node.First(n => n.Op == "Const").Attr["value"].Tensor.Dtype = (int)DType.Int16);
        Assert.Contains("saved_model.pb' is damaged: the constant '", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_written_here_or_by_Keras_has_no_contradiction()
    {
        KerasExport.CopyTo(directory.Path);
        SavedModel.Load(directory.Path).Dispose();
    }

    public new void Dispose()
    {
        directory.Dispose();
        base.Dispose();
    }

    private static void Apply(string change, GraphDef graph)
    {
        FunctionDef function = graph.Library.Function.First(
            f => f.NodeDef.Any(n => n.Op == "Pack") && f.NodeDef.Any(n => n.Op == "MatMul"));
        NodeDef pack = function.NodeDef.First(n => n.Op == "Pack"), product = function.NodeDef.First(n => n.Op == "MatMul");
        NodeDef number = function.NodeDef.First(n => n.Op == "Const" && n.Attr["dtype"].Type == (int)DType.Int32);
        TensorProto value = number.Attr["value"].Tensor;
        switch (change)
        {
            case "a constant of another type": value.Dtype = (int)DType.QUInt8; break;
            case "a constant of more than it lists":
                graph.Library.Function.SelectMany(f => f.NodeDef).First(n => n.Op == "Const" && n.Attr["dtype"].Type == (int)DType.String
                    && n.Attr["value"].Tensor.TensorShape.Dim.Count == 1).Attr["value"].Tensor.TensorShape.Dim[0].Size = 1 << 24;
                break;
            case "a constant of other bytes":
                value.TensorShape = new() { Dim = { new TensorShapeProto.Types.Dim { Size = 3 } } };
                value.TensorContent = ByteString.CopyFrom(new byte[4]);
                break;
            case "an axis below -1": product.Attr["_output_shapes"] = Shapes(-7); break;
            case "too many axes": product.Attr["_output_shapes"] = Shapes([.. Enumerable.Repeat(1L, 255)]); break;
            case "too many elements": product.Attr["_output_shapes"] = Shapes(1L << 40, 1L << 40); break;
            case "a count of 2147483648": pack.Attr["N"].I = 2147483648; break;
            case "a count of 3": pack.Attr["N"].I = 3; break;
            case "an input less": product.Input.RemoveAt(0); break;
            case "an input of another type": product.Input[0] = number.Name + ":output:0"; break;
            case "an input that is not there": product.Input[0] = "nothing:output:0"; break;
            case "an output that is not there": product.Input[0] = number.Name + ":output:7"; break;
            case "a control input that is not there": product.Input.Add("^nothing"); break;
            case "an operation twice": function.NodeDef.Add(number.Clone()); break;
            case "an operation that needs itself": product.Input[0] = product.Name + ":product:0"; break;
            case "an attribute less": product.Attr.Remove("T"); break;
            case "an attribute of another kind": product.Attr["T"] = new() { I = 1 }; break;
            case "an attribute that is not allowed": product.Attr["T"].Type = (int)DType.String; break;
            case "a result from nowhere": function.Ret.Clear(); break;
            case "a result of another type": function.Signature.OutputArg[0].Type = (int)DType.Float64; break;
            case "a call with other arguments":
                graph.Library.Function.SelectMany(f => f.NodeDef).First(n => n.Op == "StatefulPartitionedCall")
                    .Attr["Tin"].List.Type[0] = (int)DType.Complex64;
                break;
            default: throw new InvalidDataException(change);
        }
    }

    private static AttrValue Shapes(params long[] lengths) => new()
    {
        List = new() { Shape = { new TensorShapeProto { Dim = { lengths.Select(d => new TensorShapeProto.Types.Dim { Size = d }) } } } },
    };

    private string Load(Action<GraphDef> change)
    {
        KerasExport.CopyTo(directory.Path);
        string path = directory.Combine("saved_model.pb");
        SavedModelProto file = SavedModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        change(file.MetaGraphs[0].GraphDef);
        File.WriteAllBytes(path, file.ToByteArray());
        return Assert.Throws<SavedModelException>(() => SavedModel.Load(directory.Path)).Message;
    }
}
