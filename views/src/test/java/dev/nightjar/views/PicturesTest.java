package dev.nightjar.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.core.ledger.Entry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PicturesTest {

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document picture) {
        NodeList nodes = picture.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static String chart(List<Entry> entries) {
        return ProgressChart.svg(RunStatistics.of(entries));
    }

    @Test
    void theChartTellsTheGainAndTheKeptChanges() throws Exception {
        assertThat(texts(parse(chart(SampleRun.entries()))))
                .contains(
                        "gpt · val_bpb 1.7213 → 1.6612 · 3.5 % better",
                        "val_bpb, lower is better", "baseline 1.7213", "n_layer 4 → 6", "d_model 256 → 320")
                .anyMatch(text -> text.contains("sealed, 1 trial a point"));
    }

    @Test
    void theBestSoFarIsAStepLineThatOnlyImproves() throws Exception {
        NodeList paths = parse(chart(SampleRun.entries())).getElementsByTagName("path");
        Element line = (Element) paths.item(paths.getLength() - 1);
        String data = line.getAttribute("d");

        List<Double> heights = new ArrayList<>();
        for (String part : data.split("V", -1)) {
            heights.add(Double.parseDouble(part.contains("M") ? part.split("[ H]", -1)[1] : part.split("H", -1)[0]));
        }
        assertThat(heights).hasSize(4).isSorted();
    }

    @Test
    void drawsTheSamePictureForTheSameLedger() {
        assertThat(chart(SampleRun.entries())).isEqualTo(chart(SampleRun.entries()));
    }

    @Test
    void everythingStaysInsideThePicture() throws Exception {
        Document picture = parse(chart(SampleRun.entries()));
        NodeList circles = picture.getElementsByTagName("circle");

        assertThat(circles.getLength()).isGreaterThan(9);
        for (int i = 0; i < circles.getLength(); i++) {
            Element circle = (Element) circles.item(i);
            assertThat(Double.parseDouble(circle.getAttribute("cx"))).isBetween(80.0, 930.0);
            assertThat(Double.parseDouble(circle.getAttribute("cy"))).isBetween(100.0, 510.0);
        }
    }

    @Test
    void aRunThatHasJustBegunHasAChartToo() throws Exception {
        assertThat(texts(parse(chart(SampleRun.onlyBaseline())))).contains("gpt · val_bpb 1.7213");
        assertThat(texts(parse(chart(SampleRun.failedBaseline())))).contains("gpt: nothing measured yet");
    }

    @Test
    void theTerminalsPictureHasItsTextColoursAndColumns() throws Exception {
        String output = Replay.of(SampleRun.entries(), Screen.terminal(110));

        Document picture = parse(TerminalPicture.svg("nightjar run", output));

        assertThat(texts(picture))
                .contains("nightjar run", "n_layer 4 → 6", "1.6904")
                .noneMatch(text -> text.contains("\u001b"));
        NodeList nodes = picture.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element text = (Element) nodes.item(i);
            if (text.getTextContent().equals("keep")) {
                assertThat(text.getAttribute("fill")).isEqualTo(Palette.GREEN);
            }
        }
    }

    @Test
    void theTerminalsPictureShowsALineAsItWasDrawnLast() throws Exception {
        Document picture = parse(TerminalPicture.svg("t", "50 %\r\u001b[2K\u001b[32mdone\u001b[0m & <gone>\n"));

        assertThat(texts(picture)).containsExactly("t", "done", "& <gone>");
    }
}
