import java.io.FileInputStream;
import java.io.InputStream;
import java.util.*;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.*;

/**
 * Validates files with veraPDF; the arguments are pairs of a flavour (ua1, 2a) and a path.
 *
 * Prints a line for each: "ok" or "WRONG", a tab, the flavour, a tab, the path, a tab, the broken
 * rules. The available jar contains the rules as XML, but not the library that reads them (JAXB), so
 * this class reads them.
 */
public class Judge {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new HashMap<>();
        boolean good = true;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            PDFAFlavour flavour = PDFAFlavour.fromString(arguments[i]);
            ValidationProfile profile = profiles.get(arguments[i]);
            if (profile == null) profiles.put(arguments[i], profile = profile(flavour, arguments[i]));
            Set<String> broken = new TreeSet<>();
            try (FileInputStream in = new FileInputStream(arguments[i + 1]);
                 PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                 PDFAValidator validator = ValidatorFactory.createValidator(profile, false)) {
                ValidationResult result = validator.validate(parser);
                for (TestAssertion one : result.getTestAssertions())
                    broken.add(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " " + one.getMessage());
                if (!result.isCompliant() && broken.isEmpty()) broken.add("it does not pass");
            } catch (Exception error) {
                broken.add(String.valueOf(error));
            }
            good &= broken.isEmpty();
            System.out.println((broken.isEmpty() ? "ok" : "WRONG") + "\t" + arguments[i] + "\t" + arguments[i + 1] + "\t" + String.join("; ", broken));
        }
        System.exit(good ? 0 : 1);
    }

    static ValidationProfile profile(PDFAFlavour flavour, String name) throws Exception {
        String file = name.startsWith("ua") ? "PDFUA-" + name.substring(2) : "PDFA-" + name.toUpperCase();
        try (InputStream in = Foundries.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + file + ".xml")) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
            Set<Rule> rules = new HashSet<>();
            for (Element rule : elements(root, "rule")) {
                Element id = elements(rule, "id").get(0);
                RuleId known = Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")), id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
                ErrorDetails error = Profiles.errorFromValues(text(rule, "message"), new ArrayList<>());
                rules.add(Profiles.ruleFromValues(
                    known, rule.getAttribute("object"), Boolean.valueOf(rule.getAttribute("deferred")), rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"), error, new ArrayList<>()));
            }
            Set<Variable> variables = new HashSet<>();
            for (Element one : elements(root, "variable"))
                variables.add(Profiles.variableFromValues(one.getAttribute("name"), one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
            if (rules.size() < 50) throw new IllegalStateException(rules.size() + " rules in " + file);
            return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(name, name, "", new Date(0)), "", rules, variables);
        }
    }

    static List<Element> elements(Element within, String name) {
        List<Element> found = new ArrayList<>();
        NodeList all = within.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) found.add((Element) all.item(i));
        return found;
    }

    static String text(Element within, String name) {
        return elements(within, name).get(0).getTextContent();
    }
}
