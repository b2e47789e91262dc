using System.Globalization;
using System.Text;

namespace Keras.Models;

/// <summary>Writes a diagram in the DOT language, letter for letter as Keras and pydot do, apart from the numbers of the boxes.</summary>
internal static class DotWriter
{
    private const string Black = "<font point-size=\"14\">", White = "<font point-size=\"14\" color=\"white\">";

    public static string Write(ModelDiagram diagram, ModelPlotOptions options)
    {
        StringBuilder dot = new();
        dot.Append("digraph G {\n");
        dot.Append(CultureInfo.InvariantCulture,
            $"concentrate=True;\ndpi={options.Dpi};\nrankdir={options.RankDir};\nsplines={options.Splines};\n");
        dot.Append("node [shape=record];\n");
        WriteItems(dot, diagram, options);
        return dot.Append("}\n").ToString();
    }

    private static void WriteItems(StringBuilder dot, ModelDiagram diagram, ModelPlotOptions options)
    {
        foreach (DiagramItem item in diagram.Items)
        {
            if (item is ModelDiagram nested)
            {
                dot.Append(CultureInfo.InvariantCulture, $"subgraph {Quoted("cluster_" + nested.Name)} {{\n");
                dot.Append(CultureInfo.InvariantCulture, $"label={Quoted(nested.Name)};\nlabeljust=l;\nstyle=dashed;\n");
                WriteItems(dot, nested, options);
                dot.Append("}\n\n");
            }
            else if (item is DiagramBox box)
            {
                dot.Append(CultureInfo.InvariantCulture,
                    $"{box.Id} [border=0, fontname=Helvetica, label={Label(box, options)}, margin=0];\n");
            }
        }

        foreach (DiagramEdge edge in diagram.Edges)
            dot.Append(CultureInfo.InvariantCulture, $"{edge.From} -> {edge.To}  [penwidth=2];\n");
    }

    private static string Label(DiagramBox box, ModelPlotOptions options)
    {
        List<string> cells = Cells(box, options);
        int columns = (options.ShowDType ? 1 : 0) + (options.ShowTrainable ? 1 : 0) + (options.ShowShapes ? 2 : 0);
        int span = Math.Max(1, columns);
        string title = options.ShowLayerNames ?? true
            ? $"<b>{Escaped(box.Name)}</b> ({Escaped(box.ClassName)})"
            : $"<b>{Escaped(box.ClassName)}</b>";
        StringBuilder table = new("<<table border=\"0\" cellborder=\"1\" bgcolor=\"black\" cellpadding=\"10\">");
        table.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"{span}\" bgcolor=\"black\">");
        table.Append(CultureInfo.InvariantCulture, $"<font point-size=\"16\" color=\"white\">{title}</font></td></tr>");
        if (options.ShowLayerActivations && box.Activation is { } activation)
        {
            table.Append(CultureInfo.InvariantCulture, $"<tr><td bgcolor=\"white\" colspan=\"{span}\">");
            table.Append(CultureInfo.InvariantCulture, $"{Black}Activation: <b>{Escaped(activation)}</b></font></td></tr>");
        }

        if (cells.Count > 0)
            table.Append("<tr>").AppendJoin("", cells).Append("</tr>");
        return table.Append("</table>>").ToString();
    }

    private static List<string> Cells(DiagramBox box, ModelPlotOptions options)
    {
        List<string> cells = [];
        if (options.ShowShapes && !box.IsInput)
            cells.Add(Cell($"Input shape: <b>{Escaped(Unbraced(box.InputShape))}</b>"));
        if (options.ShowShapes)
            cells.Add(Cell($"Output shape: <b>{Escaped(Unbraced(box.OutputShape))}</b>"));
        if (options.ShowDType)
            cells.Add(Cell($"Output dtype: <b>{Escaped(box.OutputDType)}</b>"));
        if (options.ShowTrainable && box.Trainable is { } trainable)
        {
            cells.Add($"<td bgcolor=\"{(trainable ? "forestgreen" : "firebrick")}\">{White}"
                + $"<b>{(trainable ? "Trainable" : "Non-trainable")}</b></font></td>");
        }

        return cells;
    }

    private static string Cell(string text) => $"<td bgcolor=\"white\">{Black}{text}</font></td>";

    private static string Unbraced(string shape) =>
        shape.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    // Names may have any letters; Keras leaves those that mean something in HTML as they are, and Graphviz refuses them.
    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Quoted(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        ? name
        : $"\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
